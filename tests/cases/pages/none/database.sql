-- MySQL dump 10.13
--
CREATE TABLE `docs` (
  `doc_nbr` varchar(30)
);
INSERT INTO `docs` VALUES ('1976STRELS00042');
