/**
 * Functions of the two relatives that speak MySQL's protocol, in our words. `my` and `ma` mark what
 * only one of them has. Argument counts and result types of what MariaDB has are measured on a server
 * when the packs are generated; the rest follows the manuals:
 * https://dev.mysql.com/doc/refman/8.4/en/built-in-function-reference.html and
 * https://mariadb.com/kb/en/built-in-functions/.
 */
export const MYSQL_FUNCTIONS = `
# Comparison and flow
coalesce(value... any) any | first argument that is not NULL
greatest(value any, more... any) any | largest argument; NULL if one is NULL
least(value any, more... any) any | smallest argument; NULL if one is NULL
if(condition any, then any, else any) any | one of two values
ifnull(value any, fallback any) any | the second where the first is NULL
nvl(value any, fallback any) any ma | the second where the first is NULL
nvl2(value any, present any, absent any) any ma | one of two values, by whether the first is NULL
nullif(a T, b any) T | NULL where both are equal, else the first
interval(n double, limits... double) int | index of the last limit that is not above the number
isnull(value any) int | 1 where the value is NULL
strcmp(a varchar, b varchar) int! | -1, 0 or 1, by the order of two strings
# Numbers
abs(x T) T! | absolute value
acos(x double) double! | arc cosine
asin(x double) double! | arc sine
atan(y double, x? double) double! | arc tangent, of a quotient with two arguments
atan2(y double, x? double) double! | arc tangent of a quotient
ceil(x T) T! | smallest integer not below
ceiling(x T) T! | smallest integer not below
conv(n varchar, from int, to int) varchar! | a number in another base
cos(x double) double! | cosine
cot(x double) double! | cotangent
crc32(s varchar, more? varchar) bigint_unsigned! | cyclic redundancy check
crc32c(s varchar, more? varchar) bigint_unsigned! ma>=10.8 | cyclic redundancy check, Castagnoli's polynomial
degrees(x double) double! | radians to degrees
exp(x double) double! | e to the power
floor(x T) T! | largest integer not above
ln(x double) double! | natural logarithm
log(x double, y? double) double! | natural logarithm, or of the second to the base of the first
log10(x double) double! | logarithm to base 10
log2(x double) double! | logarithm to base 2
mod(a T, b any) T! | remainder
pi() double | the number pi
pow(x double, y double) double! | power
power(x double, y double) double! | power
radians(x double) double! | degrees to radians
rand(seed? int) double volatile | random number from 0 up to 1
round(x T, digits? int) T! | round to a number of decimal places
sign(x double) int! | -1, 0 or 1
sin(x double) double! | sine
sqrt(x double) double! | square root
tan(x double) double! | tangent
truncate(x T, digits int) T! | cut off after a number of decimal places
bin(n bigint) varchar! | binary digits
oct(n varchar) varchar! | octal digits
hex(value any) varchar! | hexadecimal digits
unhex(digits varchar) varbinary! | bytes from hexadecimal digits
bit_count(n bigint) bigint! | number of bits that are set
# Strings
ascii(s varchar) int! | code of the first byte
bit_length(s varchar) bigint! | length in bits
char(code... int) varbinary | characters from their codes
chr(code int) varchar ma | character from its code
char_length(s varchar) bigint! | length in characters
character_length(s varchar) bigint! | length in characters
concat(value... any) varchar! | joined strings; NULL if one is NULL
concat_ws(separator varchar, value... any) varchar | strings joined with a separator; NULLs are left out
elt(n int, s... varchar) varchar | the n-th of the strings
export_set(bits bigint, on varchar, off varchar, separator? varchar, count? int) varchar! | bits as words
field(s any, choice... any) bigint | index of the first among the rest
find_in_set(s varchar, list varchar) bigint! | index of a string in a comma-separated list
format(x double, digits int, locale? varchar) varchar! | number with thousands separators
from_base64(s varchar) varbinary! | bytes from base 64
to_base64(s varchar) varchar! | base 64
insert(s varchar, position int, length int, new varchar) varchar! | replace part of a string by its place
instr(s varchar, part varchar) bigint! | place of a substring
lcase(s varchar) varchar! | lower case
left(s varchar, length int) varchar! | leftmost characters
length(s varchar) bigint! | length in bytes
lengthb(s varchar) bigint! ma | length in bytes
load_file(path varchar) longblob volatile | content of a file of the server
locate(part varchar, s varchar, start? int) bigint! | place of a substring
lower(s varchar) varchar! | lower case
lpad(s varchar, length int, fill varchar) varchar! my | fill on the left
lpad(s varchar, length int, fill? varchar) varchar! ma | fill on the left
ltrim(s varchar) varchar! | without leading spaces
make_set(bits bigint, s... varchar) varchar | the strings whose bits are set, with commas
mid(s varchar, start int, length? int) varchar! | part of a string
natural_sort_key(s varchar) varchar! ma>=10.7 | a key that sorts numbers in text by value
octet_length(s varchar) bigint! | length in bytes
ord(s varchar) bigint! | code of the first character
position(part varchar, s varchar) bigint! | place of a substring
quote(s varchar) varchar | as a literal of SQL
regexp_instr(s varchar, pattern varchar) bigint! ma | place of a match
regexp_instr(s varchar, pattern varchar, start? int, occurrence? int, end? int, flags? varchar) bigint! my | place of a match
regexp_like(s varchar, pattern varchar, flags? varchar) int! my | does a pattern match?
regexp_replace(s varchar, pattern varchar, new varchar) varchar! ma | replace the matches of a pattern
regexp_replace(s varchar, pattern varchar, new varchar, start? int, occurrence? int, flags? varchar) varchar! my | replace the matches of a pattern
regexp_substr(s varchar, pattern varchar) varchar! ma | the part that matches
regexp_substr(s varchar, pattern varchar, start? int, occurrence? int, flags? varchar) varchar! my | the part that matches
repeat(s varchar, times int) varchar! | repeated string
replace(s varchar, old varchar, new varchar) varchar! | replace all occurrences
reverse(s varchar) varchar! | characters in reverse
right(s varchar, length int) varchar! | rightmost characters
rpad(s varchar, length int, fill varchar) varchar! my | fill on the right
rpad(s varchar, length int, fill? varchar) varchar! ma | fill on the right
rtrim(s varchar) varchar! | without trailing spaces
sformat(template varchar, value?... any) varchar ma>=10.7 | values filled into a template
soundex(s varchar) varchar! | how a word sounds
space(n int) varchar! | spaces
statement_digest(sql varchar) varchar! my | hash of a normalised statement
statement_digest_text(sql varchar) varchar! my | a normalised statement
substr(s varchar, start int, length? int) varchar! | part of a string
substring(s varchar, start int, length? int) varchar! | part of a string
substring_index(s varchar, delimiter varchar, count int) varchar! | part before a number of delimiters
to_char(value any, format? varchar) varchar! ma | date or number as text
trim(s varchar, from? varchar) varchar! | without leading and trailing characters
ucase(s varchar) varchar! | upper case
upper(s varchar) varchar! | upper case
weight_string(s varchar) varbinary | what a collation sorts by
charset(s varchar) varchar | character set of a string
collation(s varchar) varchar | collation of a string
coercibility(s varchar) int | how easily a string's collation gives way
convert(value any, type? any) any | another type, or another character set
cast(value any) any | another type
binary(s any) varbinary | as bytes
# Dates and times
adddate(date any, interval any) datetime! | a later date
add_months(date any, months int) any! ma>=10.6 | a date some months later
addtime(time any, more any) time! | a later time
convert_tz(time datetime, from varchar, to varchar) datetime! | in another time zone
curdate() date stable | today
current_date() date stable bare | today
curtime(digits? int) time stable | time of day
current_time(digits? int) time stable bare | time of day
current_timestamp(digits? int) datetime stable bare | now
localtime(digits? int) datetime stable bare | now
localtimestamp(digits? int) datetime stable bare | now
now(digits? int) datetime stable | start of the statement
sysdate(digits? int) datetime volatile | this moment
utc_date() date stable bare | today, in UTC
utc_time(digits? int) time stable bare | time of day, in UTC
utc_timestamp(digits? int) datetime stable bare | now, in UTC
date(time any) date! | the date of a date and time
date_add(date any, interval any) datetime! | a later date
date_sub(date any, interval any) datetime! | an earlier date
subdate(date any, interval any) datetime! | an earlier date
subtime(time any, less any) time! | an earlier time
date_format(date any, format varchar) varchar! my | a date as text, by a format
date_format(date any, format varchar, locale? varchar) varchar! ma | a date as text, by a format
datediff(a any, b any) bigint! | days between two dates
day(date any) int! | day of the month
dayname(date any) varchar! | name of the weekday
dayofmonth(date any) int! | day of the month
dayofweek(date any) int! | day of the week, Sunday is 1
dayofyear(date any) int! | day of the year
extract(part keyword, date any) bigint! | a part of a date
from_days(n bigint) date! | date of a day number
from_unixtime(seconds any, format? varchar) datetime! | time of a Unix timestamp
get_format(kind keyword, place varchar) varchar | a format for dates
hour(time any) int! | hour
last_day(date any) date! | last day of the month
makedate(year int, day int) date! | date of a year and a day in it
maketime(hour int, minute int, second any) time! | time of its parts
microsecond(time any) int! | microseconds
minute(time any) int! | minute
month(date any) int! | month
monthname(date any) varchar! | name of the month
period_add(period int, months int) bigint! | a later period (YYYYMM)
period_diff(a int, b int) bigint! | months between two periods
quarter(date any) int! | quarter of the year
sec_to_time(seconds any) time! | time of a number of seconds
second(time any) int! | second
str_to_date(s varchar, format varchar) datetime! | text as a date, by a format
time(value any) time! | time of day of a date and time
time_format(time any, format varchar) varchar! | a time as text
time_to_sec(time any) bigint! | time as seconds
timediff(a any, b any) time! | difference of two times
timestamp(date any, time? any) datetime! | date and time
timestampadd(unit keyword, n int, date any) datetime! | a later time
timestampdiff(unit keyword, a any, b any) bigint! | units between two times
to_days(date any) bigint! | day number of a date
to_seconds(date any) bigint! | seconds since year 0
unix_timestamp(date? any) bigint stable | Unix timestamp
week(date any, mode? int) int! | week of the year
weekday(date any) int! | day of the week, Monday is 0
weekofyear(date any) int! | calendar week
year(date any) int! | year
yearweek(date any, mode? int) int! | year and week
# Aggregates and windows
avg(x any) decimal aggregate | mean
bit_and(n bigint) bigint_unsigned aggregate | bits that all have
bit_or(n bigint) bigint_unsigned aggregate | bits that one has
bit_xor(n bigint) bigint_unsigned aggregate | bits that an odd number has
count(value... any) bigint aggregate | number of rows or of values
count() bigint aggregate | number of rows
group_concat(value... any) text aggregate | values of a group, joined with commas
any_value(value T) T my | some value of the group
json_arrayagg(value any) json aggregate | values of a group as a JSON array
json_objectagg(key varchar, value any) json aggregate | keys and values of a group as a JSON object
max(value T) T aggregate | largest value
min(value T) T aggregate | smallest value
std(x double) double aggregate | standard deviation
stddev(x double) double aggregate | standard deviation
stddev_pop(x double) double aggregate | standard deviation
stddev_samp(x double) double aggregate | standard deviation of a sample
sum(x any) decimal aggregate | total
var_pop(x double) double aggregate | variance
var_samp(x double) double aggregate | variance of a sample
variance(x double) double aggregate | variance
median(x double) double window ma | median of the partition
percentile_cont(fraction double) double window within=double ma | interpolated percentile of the partition
percentile_disc(fraction double) T window within=T ma | percentile of the partition
cume_dist() double window | share of rows up to this one
dense_rank() bigint window | rank without gaps
first_value(value T) T window | value of the first row
lag(value T, rows? int, default? any) T window my | value of an earlier row
lag(value T, rows? int) T window ma | value of an earlier row
last_value(value T) T window | value of the last row
lead(value T, rows? int, default? any) T window my | value of a later row
lead(value T, rows? int) T window ma | value of a later row
nth_value(value T, n int) T window | value of the n-th row
ntile(n int) bigint window | number of the bucket
percent_rank() double window | rank as a fraction
rank() bigint window | rank with gaps
row_number() bigint window | number of the row
grouping(value... any) bigint aggregate my | 1 where ROLLUP left the column out
# JSON
json_array(value?... any) json | a JSON array
json_object(pair?... any) json | a JSON object of keys and values
json_quote(s varchar) varchar! | as a JSON string
json_array_append(doc json, path varchar, value... any) json! | values added to the ends of arrays
json_array_insert(doc json, path varchar, value... any) json! | values put into arrays
json_compact(doc json) json! ma | without spaces
json_contains(doc json, part json, path? varchar) int! | does the document contain another?
json_contains_path(doc json, mode varchar, path... varchar) int! | are the paths there?
json_depth(doc json) int! | depth
json_detailed(doc json, tab? int) varchar! ma | with lines and indents
json_equals(a json, b json) int! ma>=10.7 | are two documents the same?
json_exists(doc json, path varchar) int! ma | does a path find anything?
json_extract(doc json, path... varchar) json! | what the paths find
json_insert(doc json, path varchar, value... any) json! | add what is not there
json_keys(doc json, path? varchar) json! | keys of an object
json_length(doc json, path? varchar) bigint! | number of elements
json_loose(doc json) varchar! ma | with spaces
json_merge(doc json, more... json) json! | merged documents
json_merge_patch(doc json, more... json) json! | merged documents, later ones win
json_merge_preserve(doc json, more... json) json! | merged documents, nothing is lost
json_normalize(doc json) json! ma>=10.7 | keys sorted and spaces removed
json_overlaps(a json, b json) int! my>=8.0.17 ma>=10.9 | have two documents anything in common?
json_pretty(doc json) varchar! | with lines and indents
json_query(doc json, path varchar) json! ma | the object or array a path finds
json_remove(doc json, path... varchar) json! | without what the paths find
json_replace(doc json, path varchar, value... any) json! | change what is there
json_schema_valid(schema json, doc json) int! my>=8.0.17 | is a document valid?
json_schema_validation_report(schema json, doc json) json! my>=8.0.17 | why a document is not valid
json_search(doc json, mode varchar, s varchar, escape_then_paths?... varchar) json | paths to a string
json_set(doc json, path varchar, value... any) json! | change or add
json_storage_free(doc json) bigint! my | bytes freed by updates in place
json_storage_size(doc json) bigint! my | bytes of the binary form
json_table(doc json, path varchar) record table my ma>=10.6 | JSON as rows
json_type(doc json) varchar! | type of the value
json_unquote(value any) longtext! | a JSON string as text
json_valid(value any) int! | is it JSON?
json_value(doc json, path varchar) varchar! my>=8.0.21 ma | the scalar a path finds
# Encryption and hashes
aes_decrypt(s varbinary, key varbinary) varbinary ma | decrypt with AES
aes_encrypt(s varbinary, key varbinary) varbinary ma | encrypt with AES
aes_decrypt(s varbinary, key varbinary, vector? varbinary, kdf? varchar, salt? varchar, rounds? any) varbinary my | decrypt with AES
aes_encrypt(s varbinary, key varbinary, vector? varbinary, kdf? varchar, salt? varchar, rounds? any) varbinary my | encrypt with AES
compress(s varbinary) varbinary! | compressed bytes
decode(s varbinary, password varchar) varbinary! ma | decrypt with a password (weak)
des_decrypt(s varbinary, key? varchar) varbinary ma | decrypt with Triple DES
des_encrypt(s varbinary, key? varchar) varbinary ma | encrypt with Triple DES
encode(s varbinary, password varchar) varbinary! ma | encrypt with a password (weak)
encrypt(s varchar, salt? varchar) varbinary ma | hash with the system's crypt
md5(s varbinary) varchar! | MD5 checksum
old_password(s varchar) varchar! ma | hash of very old servers
password(s varchar) varchar! ma | hash of a password
random_bytes(length int) varbinary volatile | random bytes
sha(s varbinary) varchar! | SHA-1 checksum
sha1(s varbinary) varchar! | SHA-1 checksum
sha2(s varbinary, bits int) varchar! | SHA-2 checksum
uncompress(s varbinary) varbinary! | bytes from their compressed form
uncompressed_length(s varbinary) bigint! | length before compression
validate_password_strength(s varchar) int! my | how strong a password is
# Information
benchmark(times bigint, expression any) int volatile | evaluate many times
connection_id() bigint stable | id of the connection
current_role() varchar stable ma bare | role in use
current_role() varchar stable my | roles in use
current_user() varchar stable bare | account that was authenticated
database() varchar stable | current database
schema() varchar stable | current database
found_rows() bigint volatile | rows the last SELECT would have given without LIMIT
icu_version() varchar my | version of the ICU library
last_insert_id(value? bigint) bigint_unsigned volatile | last value of AUTO_INCREMENT
roles_graphml() varchar my | graph of roles
row_count() bigint volatile | rows the last statement changed
session_user() varchar stable | user and host of the client
system_user() varchar stable | user and host of the client
user() varchar stable | user and host of the client
version() varchar stable | version of the server
ps_current_thread_id() bigint stable my | id of the thread
ps_thread_id(connection bigint) bigint stable my | id of a connection's thread
format_bytes(n any) varchar! my | bytes in a readable unit
format_pico_time(n any) varchar! my | picoseconds in a readable unit
# Locks, replication, server
get_lock(name varchar, seconds double) int volatile | take a named lock
is_free_lock(name varchar) int volatile | is a named lock free?
is_used_lock(name varchar) bigint volatile | who holds a named lock
release_all_locks() int volatile | give back all named locks
release_lock(name varchar) int volatile | give back a named lock
sleep(seconds double) int volatile | wait
uuid() varchar volatile my | a new UUID
uuid() uuid volatile ma | a new UUID
uuid_short() bigint_unsigned volatile | a new integer that is unique to the server
sys_guid() varchar volatile ma>=10.6 | a new UUID without dashes
uuid_to_bin(uuid varchar, swap? int) binary! my | UUID as bytes
bin_to_uuid(bytes binary, swap? int) varchar! my | bytes as a UUID
is_uuid(s varchar) int! my | is it a UUID?
name_const(name varchar, value T) T | a value with a column name
default(column T) T | default value of a column
values(column T) T | value that would have been inserted
value(column T) T ma | value that would have been inserted
nextval(sequence any) bigint volatile ma | next number of a sequence
lastval(sequence any) bigint volatile ma | last number of a sequence
setval(sequence any, value bigint, used? int, round? int) bigint volatile ma | set a sequence
master_gtid_wait(gtid varchar, seconds? double) int volatile ma | wait for a replica
master_pos_wait(file varchar, position bigint, seconds? double, channel? varchar) int volatile ma | wait for a replica
source_pos_wait(file varchar, position bigint, seconds? double, channel? varchar) int volatile my | wait for a replica
binlog_gtid_pos(file varchar, position bigint) varchar volatile ma | GTID of a place in the binary log
decode_histogram(kind varchar, histogram any) varchar ma | a histogram in readable form
wait_for_executed_gtid_set(set varchar, seconds? double) int volatile my | wait for transactions
gtid_subset(a varchar, b varchar) int my | is one set of GTIDs within another?
gtid_subtract(a varchar, b varchar) varchar my | GTIDs of one set that another has not
match(column... any) double | full-text relevance
# Addresses
inet_aton(s varchar) bigint! | IPv4 address as a number
inet_ntoa(n bigint) varchar! | number as an IPv4 address
inet6_aton(s varchar) varbinary! | IP address as bytes
inet6_ntoa(bytes varbinary) varchar! | bytes as an IP address
is_ipv4(s varchar) int | is it an IPv4 address?
is_ipv4_compat(bytes varbinary) int | is it a compatible address?
is_ipv4_mapped(bytes varbinary) int | is it a mapped address?
is_ipv6(s varchar) int | is it an IPv6 address?
# XML
extractvalue(xml varchar, path varchar) longtext! | text that an XPath finds
updatexml(xml varchar, path varchar, new varchar) longtext! | replace what an XPath finds
# Dynamic columns
column_add(columns blob, name varchar, value... any) blob ma | add dynamic columns
column_check(columns blob) int! ma | are dynamic columns whole?
column_create(name any, value any, more?... any) blob ma | make dynamic columns
column_delete(columns blob, name... any) blob ma | take dynamic columns out
column_exists(columns blob, name any) int! ma | is a dynamic column there?
column_get(columns blob, name any) any ma | value of a dynamic column
column_json(columns blob) varchar! ma | dynamic columns as JSON
column_list(columns blob) varchar! ma | names of dynamic columns
# Geometry
geomcollection(part... geometry) geometry my | collection of geometries
geometrycollection(part... geometry) geometry | collection of geometries
linestring(point... geometry) geometry | line of points
multilinestring(line... geometry) geometry | lines
multipoint(point... geometry) geometry | points
multipolygon(polygon... geometry) geometry | polygons
point(x double, y double) geometry | a point
polygon(ring... geometry) geometry | a polygon of rings
mbrcontains(a geometry, b geometry) int! | does one bounding box contain another?
mbrcoveredby(a geometry, b geometry) int! my | is one bounding box covered?
mbrcovers(a geometry, b geometry) int! my | does one bounding box cover another?
mbrdisjoint(a geometry, b geometry) int! | are two bounding boxes apart?
mbrequal(a geometry, b geometry) int! ma | are two bounding boxes the same?
mbrequals(a geometry, b geometry) int! my | are two bounding boxes the same?
mbrintersects(a geometry, b geometry) int! | do two bounding boxes meet?
mbroverlaps(a geometry, b geometry) int! | do two bounding boxes overlap?
mbrtouches(a geometry, b geometry) int! my | do two bounding boxes touch?
mbrwithin(a geometry, b geometry) int! | is one bounding box within another?
st_area(g geometry) double! | area
st_asbinary(g geometry, options? varchar) longblob! my | well-known binary
st_asbinary(g geometry) longblob! ma | well-known binary
st_aswkb(g geometry, options? varchar) longblob! my | well-known binary
st_aswkb(g geometry) longblob! ma | well-known binary
st_asgeojson(g geometry, digits? int, options? int) json! | GeoJSON
st_astext(g geometry, options? varchar) longtext! my | well-known text
st_astext(g geometry) longtext! ma | well-known text
st_aswkt(g geometry, options? varchar) longtext! my | well-known text
st_aswkt(g geometry) longtext! ma | well-known text
st_boundary(g geometry) geometry! ma | boundary
st_buffer(g geometry, distance double, strategy... any) geometry! my | all within a distance
st_buffer(g geometry, distance double) geometry! ma | all within a distance
st_buffer_strategy(kind varchar, n? double) varbinary my | how to round corners
st_centroid(g geometry) geometry! | centre
st_collect(g geometry) geometry aggregate my>=8.0.24 | geometries of a group
st_contains(a geometry, b geometry) int! | does one contain the other?
st_convexhull(g geometry) geometry! | convex hull
st_crosses(a geometry, b geometry) int! | do they cross?
st_difference(a geometry, b geometry) geometry! | the first without the second
st_dimension(g geometry) int! | dimension
st_disjoint(a geometry, b geometry) int! | are they apart?
st_distance(a geometry, b geometry, unit? varchar) double! my | distance
st_distance(a geometry, b geometry) double! ma | distance
st_distance_sphere(a geometry, b geometry, radius? double) double! | distance on a sphere
st_endpoint(g geometry) geometry! | last point
st_envelope(g geometry) geometry! | bounding box
st_equals(a geometry, b geometry) int! | are they the same?
st_exteriorring(g geometry) geometry! | outer ring
st_frechetdistance(a geometry, b geometry, unit? varchar) double! my | Fréchet distance
st_geohash(a any, b any, c? int) varchar! my | geohash
st_geomcollfromtext(s varchar, srid? int, options? varchar) geometry! | collection from text
st_geomcollfromwkb(b varbinary, srid? int, options? varchar) geometry! | collection from bytes
st_geometryn(g geometry, n int) geometry! | n-th part
st_geometrytype(g geometry) varchar! | type
st_geomfromgeojson(s varchar, options? int, srid? int) geometry! | geometry from GeoJSON
st_geomfromtext(s varchar, srid? int, options? varchar) geometry! my | geometry from text
st_geomfromtext(s varchar, srid? int) geometry! ma | geometry from text
st_geomfromwkb(b varbinary, srid? int, options? varchar) geometry! my | geometry from bytes
st_geomfromwkb(b varbinary, srid? int) geometry! ma | geometry from bytes
st_hausdorffdistance(a geometry, b geometry, unit? varchar) double! my | Hausdorff distance
st_interiorringn(g geometry, n int) geometry! | n-th inner ring
st_intersection(a geometry, b geometry) geometry! | what both share
st_intersects(a geometry, b geometry) int! | do they meet?
st_isclosed(g geometry) int! | is the line closed?
st_isempty(g geometry) int! | is it empty?
st_isring(g geometry) int! ma | is the line a ring?
st_issimple(g geometry) int! | is it simple?
st_isvalid(g geometry) int! my | is it valid?
st_latfromgeohash(hash varchar) double! my | latitude of a geohash
st_latitude(p geometry, new? double) any! my | latitude
st_length(g geometry, unit? varchar) double! my | length
st_length(g geometry) double! ma | length
st_lineinterpolatepoint(g geometry, fraction double) geometry! my>=8.0.24 | point along a line
st_lineinterpolatepoints(g geometry, fraction double) geometry! my>=8.0.24 | points along a line
st_linefromtext(s varchar, srid? int, options? varchar) geometry! | line from text
st_linestringfromtext(s varchar, srid? int, options? varchar) geometry! | line from text
st_longfromgeohash(hash varchar) double! my | longitude of a geohash
st_longitude(p geometry, new? double) any! my | longitude
st_makeenvelope(a geometry, b geometry) geometry! my | box between two points
st_numgeometries(g geometry) int! | number of parts
st_numinteriorrings(g geometry) int! | number of inner rings
st_numpoints(g geometry) int! | number of points
st_overlaps(a geometry, b geometry) int! | do they overlap?
st_pointatdistance(g geometry, distance double) geometry! my>=8.0.24 | point along a line
st_pointfromgeohash(hash varchar, srid int) geometry! my | point of a geohash
st_pointfromtext(s varchar, srid? int, options? varchar) geometry! | point from text
st_pointn(g geometry, n int) geometry! | n-th point
st_pointonsurface(g geometry) geometry! ma | a point on the surface
st_polyfromtext(s varchar, srid? int, options? varchar) geometry! | polygon from text
st_polygonfromtext(s varchar, srid? int, options? varchar) geometry! | polygon from text
st_relate(a geometry, b geometry, matrix varchar) int! ma | does a relation hold?
st_simplify(g geometry, distance double) geometry! my | with fewer points
st_srid(g geometry, new? int) any! my | spatial reference system
st_srid(g geometry) int! ma | spatial reference system
st_startpoint(g geometry) geometry! | first point
st_swapxy(g geometry) geometry! my | with coordinates exchanged
st_symdifference(a geometry, b geometry) geometry! | what only one has
st_touches(a geometry, b geometry) int! | do they touch?
st_transform(g geometry, srid int) geometry! my | in another reference system
st_union(a geometry, b geometry) geometry! | both together
st_validate(g geometry) geometry! my | itself where it is valid
st_within(a geometry, b geometry) int! | is one within the other?
st_x(p geometry, new? double) any! my | x coordinate
st_x(p geometry) double! ma | x coordinate
st_y(p geometry, new? double) any! my | y coordinate
st_y(p geometry) double! ma | y coordinate
`;
