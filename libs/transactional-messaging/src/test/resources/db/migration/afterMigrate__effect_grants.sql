GRANT SELECT, INSERT, UPDATE ON effect TO '${appUser}'@'%';
