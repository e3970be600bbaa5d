#!/bin/bash
# Run by MySQL's image when it makes the data directory: the schemas and users of infra/mysql/users.sql.
set -eu
password() {
  local name=PASSWORD_${1^^}
  [ "$1" != root ] || name=MYSQL_ROOT_PASSWORD
  local value=${!name}
  # The passwords go into a statement as they are.
  case $value in
    '' | *[!A-Za-z0-9_.+/=-]*) echo "$name must be of letters, digits and _.+/=- alone" >&2; exit 1 ;;
  esac
  printf '%s' "$value"
}
statements=$(cat /paysaga/users.sql)
for user in root relay retention auditor {checkout,payment,ledger,wallet}_{owner,app}; do
  value=$(password "$user")
  statements=${statements//"\${$user}"/$value}
done
# Administration from inside the container alone.
printf "%s\nDROP USER IF EXISTS 'root'@'%%';\n" "$statements" |
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --protocol=socket -uroot
