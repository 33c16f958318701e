/**
 * Signatures of SQLite's functions in our words, since the library tells names and numbers of
 * arguments only. From https://www.sqlite.org/lang_corefunc.html, lang_datefunc.html, lang_aggfunc.html,
 * windowfunctions.html, lang_mathfunc.html and json1.html. Versions are those of the release notes.
 */
export const SQLITE_FUNCTIONS = `
abs(x T) T! | absolute value
acos(x real) real! | arc cosine
acosh(x real) real! | hyperbolic arc cosine
asin(x real) real! | arc sine
asinh(x real) real! | hyperbolic arc sine
atan(x real) real! | arc tangent
atan2(y real, x real) real! | arc tangent of a quotient
atanh(x real) real! | hyperbolic arc tangent
avg(x any) real aggregate | mean
bm25(table any, weight?... real) real | rank of a full-text match
ceil(x T) T! | smallest integer not below
ceiling(x T) T! | smallest integer not below
changes() integer volatile | rows changed by the last statement
char(code?... integer) text | characters from their code points
coalesce(value any, more... any) any | first argument that is not NULL
concat(value... any) text >=3.44 | joined strings; NULLs are empty
concat_ws(separator text, value... any) text >=3.44 | strings joined with a separator; NULLs are left out
cos(x real) real! | cosine
cosh(x real) real! | hyperbolic cosine
count(value? any) integer aggregate | number of rows, or of values that are not NULL
cume_dist() real window | share of rows up to this one
current_date() text stable bare | today in UTC
current_time() text stable bare | time of day in UTC
current_timestamp() text stable bare | now in UTC
date(time? any, modifier?... text) text stable | a date as YYYY-MM-DD
datetime(time? any, modifier?... text) text stable | a date and time
degrees(x real) real! | radians to degrees
dense_rank() integer window | rank without gaps
exp(x real) real! | e to the power
first_value(value T) T window | value of the first row
floor(x T) T! | largest integer not above
format(template? text, value?... any) text >=3.38 | values filled into a template
glob(pattern text, s text) integer! | does a GLOB pattern match?
group_concat(value any, separator? text) text aggregate | values of a group, joined
hex(value any) text | hexadecimal digits
highlight(table any, column integer, before text, after text) text | full-text matches, marked
if(condition any, then any, more?... any) any >=3.48 | the value of the first condition that holds
ifnull(value any, fallback any) any | the second where the first is NULL
iif(condition any, then any, more?... any) any >=3.32 | the value of the first condition that holds
instr(s any, part any) integer! | place of a substring
json(value any) text! | checked and minified JSON
json_array(value?... any) text | a JSON array
json_array_insert(doc any, path? text, value?... any) text >=3.53 | values put into arrays
json_array_length(doc any, path? text) integer! | number of elements
json_each(doc any, path? text) record table columns=key:any,value:any,type:text,atom:any,id:integer,parent:integer,fullkey:text,path:text | one row for each child
json_error_position(doc any) integer! >=3.42 | where JSON is malformed, 0 where it is not
json_extract(doc any, path?... text) any! | what the paths find
json_group_array(value any) text aggregate | values of a group as a JSON array
json_group_object(key text, value any) text aggregate | keys and values of a group as a JSON object
json_insert(doc any, path? text, value?... any) text | add what is not there
json_object(pair?... any) text | a JSON object of keys and values
json_patch(doc any, patch any) text! | merge patch (RFC 7396)
json_pretty(doc any, indent? text) text! >=3.46 | with lines and indents
json_quote(value any) text | as JSON
json_remove(doc any, path?... text) text! | without what the paths find
json_replace(doc any, path? text, value?... any) text | change what is there
json_set(doc any, path? text, value?... any) text | change or add
json_tree(doc any, path? text) record table columns=key:any,value:any,type:text,atom:any,id:integer,parent:integer,fullkey:text,path:text | one row for each descendant
json_type(doc any, path? text) text! | type of the value
json_valid(value any, flags? integer) integer! | is it JSON?
jsonb(value any) blob! >=3.45 | JSON in binary form
jsonb_array(value?... any) blob >=3.45 | a JSON array in binary form
jsonb_array_insert(doc any, path? text, value?... any) blob >=3.53 | values put into arrays
jsonb_each(doc any, path? text) record table columns=key:any,value:any,type:text,atom:any,id:integer,parent:integer,fullkey:text,path:text >=3.51 | one row for each child
jsonb_extract(doc any, path?... text) any! >=3.45 | what the paths find
jsonb_group_array(value any) blob aggregate >=3.45 | values of a group as a JSON array
jsonb_group_object(key text, value any) blob aggregate >=3.45 | keys and values of a group as a JSON object
jsonb_insert(doc any, path? text, value?... any) blob >=3.45 | add what is not there
jsonb_object(pair?... any) blob >=3.45 | a JSON object of keys and values
jsonb_patch(doc any, patch any) blob! >=3.45 | merge patch (RFC 7396)
jsonb_remove(doc any, path?... text) blob! >=3.45 | without what the paths find
jsonb_replace(doc any, path? text, value?... any) blob >=3.45 | change what is there
jsonb_set(doc any, path? text, value?... any) blob >=3.45 | change or add
jsonb_tree(doc any, path? text) record table columns=key:any,value:any,type:text,atom:any,id:integer,parent:integer,fullkey:text,path:text >=3.51 | one row for each descendant
julianday(time? any, modifier?... text) real stable | Julian day number
lag(value T, rows? integer, default? any) T window | value of an earlier row
last_insert_rowid() integer volatile | rowid of the last insert
last_value(value T) T window | value of the last row
lead(value T, rows? integer, default? any) T window | value of a later row
length(value any) integer! | number of characters, or bytes of a BLOB
like(pattern text, s text, escape? text) integer! | does a LIKE pattern match?
likelihood(value T, probability real) T | a hint for the planner
likely(value T) T | a hint for the planner
ln(x real) real! | natural logarithm
load_extension(path text, entry? text) any volatile | load an extension
log(base_or_x real, x? real) real! | logarithm to base 10, or to the first as base
log10(x real) real! | logarithm to base 10
log2(x real) real! | logarithm to base 2
lower(s text) text! | lower case
ltrim(s text, characters? text) text! | without leading characters
matchinfo(table any, format? text) blob | statistics of a full-text match
max(value T) T aggregate | largest value
max(a any, b any, more?... any) any | largest argument; NULL if one is NULL
median(x any) real aggregate >=3.47 | middle value
min(value T) T aggregate | smallest value
min(a any, b any, more?... any) any | smallest argument; NULL if one is NULL
mod(a real, b real) real! | remainder
nth_value(value T, n integer) T window | value of the n-th row
ntile(n integer) integer window | number of the bucket
nullif(a T, b any) T | NULL where both are equal, else the first
octet_length(value any) integer! >=3.43 | number of bytes
offsets(table any) text | places of a full-text match
percent_rank() real window | rank as a fraction
percentile(x any, percent real) real aggregate >=3.47 | interpolated percentile
percentile_cont(x any, fraction real) real aggregate >=3.47 | interpolated percentile
percentile_disc(x any, fraction real) any aggregate >=3.47 | percentile
pi() real | the number pi
pow(x real, y real) real! | power
power(x real, y real) real! | power
printf(template? text, value?... any) text | values filled into a template
quote(value any) text | as a literal of SQL
radians(x real) real! | degrees to radians
raise(action keyword, message? text) any volatile | stop a trigger
random() integer volatile | random 64-bit integer
randomblob(n integer) blob volatile | random bytes
rank() integer window | rank with gaps
replace(s text, old text, new text) text! | replace all occurrences
round(x real, digits? integer) real! | round to a number of decimal places
row_number() integer window | number of the row
rtrim(s text, characters? text) text! | without trailing characters
sign(x any) integer! >=3.35 | -1, 0 or 1
sin(x real) real! | sine
sinh(x real) real! | hyperbolic sine
snippet(table any, more?... any) text | part of a text around a full-text match
soundex(s text) text | how a word sounds
sqlite_compileoption_get(n integer) text | a compile-time option
sqlite_compileoption_used(name text) integer | was the library compiled with it?
sqlite_offset(column any) integer | byte offset of a value in the file
sqlite_source_id() text | version of the source
sqlite_version() text | version of the library
sqrt(x real) real! | square root
strftime(format text, time? any, modifier?... text) text stable | a date as text, by a format
string_agg(value any, separator text) text aggregate >=3.44 | values of a group, joined
substr(s any, start integer, length? integer) any! | part of a string
substring(s any, start integer, length? integer) any! >=3.34 | part of a string
subtype(value any) integer | subtype of a value
sum(x T) T aggregate | total
tan(x real) real! | tangent
tanh(x real) real! | hyperbolic tangent
time(time? any, modifier?... text) text stable | a time as HH:MM:SS
timediff(a any, b any) text! >=3.43 | difference of two times
total(x any) real aggregate | total, 0.0 of no rows
total_changes() integer volatile | rows changed since the connection was opened
trim(s text, characters? text) text! | without leading and trailing characters
trunc(x T) T! | integer part
typeof(value any) text | storage class
unhex(digits text, ignored? text) blob! >=3.41 | bytes from hexadecimal digits
unicode(s text) integer! | code point of the first character
unistr(s text) text! >=3.50 | text with its escapes read
unistr_quote(value any) text >=3.50 | as a literal of SQL, with escapes
unixepoch(time? any, modifier?... text) integer stable >=3.38 | Unix timestamp
unlikely(value T) T | a hint for the planner
upper(s text) text! | upper case
zeroblob(n integer) blob | a BLOB of zeros
generate_series(start integer, stop? integer, step? integer) integer table columns=value:integer | numbers (where the extension is loaded)
dbstat(schema? text, aggregate? integer) record table | pages of each table and index
edit(value any, editor? text) any volatile | edit in an editor (shell)
readfile(path text) blob volatile | content of a file (shell)
writefile(path text, data any, mode? integer, mtime? integer) integer volatile | write a file (shell)
regexp(pattern text, s text) integer! | does a regular expression match (where the extension is loaded)
rtreecheck(table text, more? text) text | check an r-tree
`;
