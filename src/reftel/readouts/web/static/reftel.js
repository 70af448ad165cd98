// The scripts of the reading room. Every page works without them; each file holds one help.
// They are modules that name each other relative to this file; see assets.py for why that is safe.

import "./keys.js";
import "./help.js";
import "./copy.js";
import "./cite.js";
import "./reading.js";
import "./facets.js";
import "./timeline.js";
import "./suggest.js";
import "./preview.js";
import "./alike.js";
