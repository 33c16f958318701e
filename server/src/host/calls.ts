/**
 * What functions of libraries do with text: which take SQL, which quote, which turn text into numbers.
 * Names are matched without the receiver's type, which host grammars do not tell; where a name is
 * common, the text must look like SQL as well.
 */

/** Take a whole statement. */
export const TAKES_STATEMENT: ReadonlySet<string> = new Set([
  ...words(`query execute exec executemany executescript prepare raw unsafe queryRow QueryRow QueryContext
    QueryRowContext Exec ExecContext Query Prepare PrepareContext Queryx QueryRowx NamedExec NamedQuery MustExec
    PrepareNamed Preparex createQuery createNativeQuery createSQLQuery createStatement prepareStatement prepareCall
    executeQuery executeUpdate executeLargeUpdate addBatch queryForObject queryForList queryForMap queryForRowSet
    queryForStream batchUpdate nativeQuery $queryRawUnsafe $executeRawUnsafe read_sql read_sql_query
    mysqli_query mysqli_real_query mysqli_multi_query mysqli_prepare pg_query pg_query_params pg_prepare
    pg_send_query mysql_query sqlsrv_query sqlsrv_prepare oci_parse odbc_exec multi_query real_query
    get_results get_row get_var get_col statement unprepared affectingStatement selectOne queryExec querySingle
    QueryAsync QueryFirst QueryFirstAsync QueryFirstOrDefault QueryFirstOrDefaultAsync QuerySingle
    QuerySingleAsync QuerySingleOrDefault QuerySingleOrDefaultAsync QueryMultiple QueryMultipleAsync
    ExecuteAsync Execute ExecuteScalar ExecuteScalarAsync ExecuteReader ExecuteReaderAsync ExecuteQuery
    ExecuteNonQuery ExecuteDataset FromSqlRaw FromSql SqlQuery ExecuteSqlRaw ExecuteSqlRawAsync SqlQueryRaw ExecuteSqlCommand
    ExecuteSqlCommandAsync find_by_sql count_by_sql exec_query exec_update exec_insert exec_delete select_all
    select_one select_value select_values select_rows exec_params async_exec execute_batch query_single_value fetchrow
    fetchval fetchall fetch_all fetch_one execute_values mogrify executeRaw queryRaw executeQueryRaw
    rawQuery execSQL simpleExecute executeStatement executeAsync queryAsync runSql run_sql text fetchAllAssociative
    fetchAssociative fetchOne fetchFirstColumn executeMany sqlQuery querySql exec_driver_sql executeSql
    getConnection_query sql createStatement_execute manyOrNone oneOrNone any none one many multi execute_sql
    read_sql_table copy copy_expert QueryRowEx streamQuery QueryUnbufferedAsync`),
]);

/** Take a statement among other things: the text itself must look like one. */
export const MAY_TAKE_STATEMENT: ReadonlySet<string> = new Set(
  words(`get all run each iterate select insert update delete Get Select GetContext SelectContext fetch
    first find list stream queryFor fetchAll scalar scalars Raw pluck tap pipe send explain cursor
    iterator Load Add add append print_sql`),
);

/** Take a piece of SQL as it is, whatever it says. */
export const TAKES_FRAGMENT: ReadonlySet<string> = new Set(
  words(`whereRaw orWhereRaw andWhereRaw orderByRaw groupByRaw havingRaw orHavingRaw selectRaw fromRaw joinRaw
    WhereRaw OrWhereRaw OrderByRaw GroupByRaw HavingRaw SelectRaw FromRaw raw literal lit RawSQL extra
    literal_column sqlRestriction Raw unsafe Expr raw_sql`),
);

/** Take SQL or something safer: their text counts where it is built with holes. */
export const MAY_TAKE_FRAGMENT: Readonly<Record<string, ReadonlySet<string>>> = {
  ruby: new Set(
    words(`where order having group joins from select reorder pluck not find_by exists? sum average minimum
      maximum count update_all delete_all delete_by destroy_by destroy_all rewhere or and in_order_of lock left_joins calculate
      annotate optimizer_hints find_or_create_by`),
  ),
  go: new Set(
    words(
      "Where Order Having Joins Group Select Or Not Table OrderBy GroupBy Column From Set JoinClause Suffix Prefix Clauses Distinct Pluck",
    ),
  ),
  js: new Set(
    words(`where andWhere orWhere having andHaving orHaving orderBy addOrderBy groupBy addGroupBy select addSelect
      leftJoin innerJoin from set`),
  ),
  python: new Set(words("filter where order_by having group_by select_from column")),
  php: new Set(
    words(
      "where andWhere orWhere orderBy addOrderBy having groupBy select addSelect set from innerJoin leftJoin join",
    ),
  ),
  java: new Set(words("where orderBy having condition field table sql queryFragment whereClause")),
  csharp: new Set(words("Where OrderBy Select GroupBy Having AddSql Append")),
};

/** Tags whose holes become bound parameters. */
export const BINDING_TAG =
  /(?:^|\.)(?:sql|SQL|Sql|pgsql|\$queryRaw|\$executeRaw|queryRaw|executeRaw|query|\w*sql|pg|join|and|or|fragment|type|typed|prepared)$|(?:^|\.)(?:sql|Prisma|SQL)\.|^\w*(?:sql|Sql|SQL)$/u;
/** Tags that give the text as it is. */
export const PLAIN_TAG =
  /^(?:String\.raw|dedent|outdent|stripIndent|stripIndents|oneLine|trim|raw|html|css|gql|graphql)$/u;

/** Calls whose interpolated argument binds its holes: EF Core's interpolated methods. */
export const BINDING_CALL =
  /^(?:FromSqlInterpolated|FromSql|ExecuteSqlInterpolated(?:Async)?|ExecuteSql(?:Async)?|SqlQuery|QueryInterpolated\w*|SqlInterpolated)$/u;

/** Let raw text into a tagged template. */
export const RAW_IN_TAG = /(?:^|\.)(?:raw|unsafe|lit|literal|empty_raw)$/u;

/** Classes whose constructor takes a statement. */
export const STATEMENT_CLASS =
  /(?:Command|DataAdapter|CommandDefinition|SqlQuery|RawSql|SQLQuery|RawQuery)$|^(?:SQL|RawSQL|Query|Statement|PreparedStatement|RawQuery|Raw|Expression|SimpleSQLQuery)$/u;

/** Properties that take a statement. */
export const STATEMENT_PROPERTY = /^(?:CommandText|SelectCommand|commandText|SQL\.Text)$/u;

/** Annotations that hold a statement. */
export const STATEMENT_ANNOTATION =
  /^@(?:\w+\.)?(?:Query|NativeQuery|NamedQuery|NamedNativeQuery|Select|Update|Insert|Delete|SqlQuery|SqlUpdate|SqlBatch|SQL|Formula|SQLRestriction|Where|SQLInsert|SQLUpdate|SQLDelete|Subselect)$/u;

/** Give numbers, dates, UUIDs, truth values, lengths. */
export const GIVES_NUMBER: ReadonlySet<string> = new Set(
  words(`FormatInt FormatUint FormatFloat FormatBool Itoa int float bool len parseInt parseFloat Number BigInt Boolean parseInt32 Atoi ParseInt ParseUint ParseFloat
    ParseBool intval floatval doubleval boolval count sizeof abs round floor ceil min_int max_int to_i to_f to_r to_c
    parseLong parseDouble parseShort parseByte parseBoolean intValue longValue doubleValue ToInt32 ToInt64 ToInt16
    ToDouble ToDecimal ToBoolean ToByte ToUInt32 ToSingle hashCode GetHashCode size length Length Count indexOf findIndex
    now today utcnow getTime valueOf time microtime time_ns monotonic strtotime mktime toISOString isoformat strftime
    toFixed toPrecision getFullYear getMonth getDate uuid4 uuid1 uuid7 uuidv4 uuid randomUUID NewGuid NewString newUUID fromString UUID
    Decimal Fraction ord Rune charCodeAt nextInt random randint randrange crc32 md5 sha1 sha256 hexdigest digest hash
    UnixNano Unix nanoTime currentTimeMillis insertId lastInsertId LastInsertId insert_id Integer Float Rational range xrange bit_length
    isEmpty any? empty? present? blank? nil? is_int is_numeric ctype_digit bytesize toEpochMilli checked_int to_d ToUnixTimeSeconds asInt asLong
    getAsInt safe_int int64 int32 int16 int8 uint uint8 uint16 uint32 uint64 float32 float64 Long Short Double clamp date datetime
    getInt getLong getIntExtra nextLong fromisoformat toEpochSecond ParseDuration MustParse toordinal timestamp bin2hex dechex
    parseInteger toInteger toNumber toSafeInteger getTimestamp ToUnixTimeMilliseconds Ticks Math.max Math.min uniqid random_int mt_rand rand`),
);

/** Receivers that make `parse` and the like give numbers. */
export const NUMBER_TYPE =
  /^(?:int|long|short|byte|uint|ulong|float|double|decimal|bool|Int(?:16|32|64)|UInt(?:16|32|64)|Integer|Long|Short|Byte|Double|Float|Boolean|BigInteger|BigDecimal|Guid|UUID|uuid|DateTime|DateOnly|DateTimeOffset|TimeSpan|TimeOnly|LocalDate|LocalDateTime|Instant|OffsetDateTime|ZonedDateTime|Date|Time|Math|math|Number|Decimal|datetime|date|time|Uuid|Ulid|Carbon|BigInt|Convert|strconv|Enum|z|v|DateTimeImmutable)$/u;

/** Give back their text or receiver in another form, no safer than before. */
export const PASSES_TEXT: ReadonlySet<string> = new Set(
  words(`trim strip lstrip rstrip chomp squish toLowerCase toUpperCase lower upper downcase upcase ToLower ToUpper
    strtolower strtoupper ToLowerInvariant ToUpperInvariant trimStart trimEnd TrimStart TrimEnd Trim TrimSpace toString to_s to_str ToString String str
    dup freeze clone normalize capitalize title ltrim rtrim nl2br ucfirst slice substring substr Substring
    slice! concat stripIndent formatted unscope html_safe strval repr utf8_encode encode decode toLocaleLowerCase toLocaleUpperCase
    intern strip_heredoc dedent TrimPrefix TrimSuffix removesuffix removeprefix cleandoc build Build value getValue unwrap
    then at valueOf_ Sprint fmt toCharArray stripMargin expandtabs as_string String() squeeze to_sym name getName Value chop tr_s
    reverse copy toArray ToArray ToList toList tolist to_a values keys Values Keys collect stream entries sorted sort uniq unique
    distinct Distinct compact flatten filter grep reject array_filter array_values array_unique array_keys Set list tuple set
    array iter array_map_identity orElse orElseGet ToHashSet asList of Of from fromEntries get_or_else
    ToTitleCase urldecode unescape decodeURIComponent html_entity_decode stripslashes htmlspecialchars htmlentities escapeHtml addslashes_ rawurldecode`),
);

/** Quote names or literals, quotes included. */
export const QUOTES =
  /^(?:escapeId|escapeIdentifier|escape_identifier|escapeLiteral|escape_literal|escape_name|quoteIdent(?:ifier)?|quote_?ident(?:ifier)?|quoteName|quote_name|quote_table_name|quote_column_name|quoteLiteral|quote_literal|quote|Quote|QuoteIdent(?:ifier)?|QuoteLiteral|quoteIdentifier|quoteTableName|quoteColumnName|quoteSimpleTableName|quotedStr|pgIdent|pgp\.as\.\w+|sanitize_sql(?:_array|_for_order|_for_assignment|_for_conditions|_hash_for_assignment|_like_)?|sanitize_sql_for_conditions|Identifier|Literal|Placeholder|ident|identifier|quote_string_|Sanitize|SanitizeIdentifier|delimitIdentifier|DelimitIdentifier|quoted_name|enquoteIdentifier|enquoteLiteral|enquoteName|escapeName|wrap|wrapTable|prepare_literal|safe_identifier|safe_ident|EscapeIdentifier|QuoteTable|esc_id|sqlIdentifier|quote_sql_identifier|sanitize_identifier|sanitizeIdentifier|QuoteName|quotename|BracketQuote|WrapObjectName|literalize|columns|bindParam|SqlParameter|preparer|format_ident|validate_identifier|validateIdentifier|checkIdentifier|assertIdentifier|assertSafeIdentifier)$/u;

/** Escape what would end a literal; without quotes around, this protects nothing. */
export const ESCAPES =
  /^(?:mysqli_real_escape_string|mysql_real_escape_string|real_escape_string|escape_string|pg_escape_string|mysqli_escape_string|esc_sql|sqlite_escape_string|quote_string|escapeString|EscapeString|_escape|db_escape|escape_like|esc_like|escape_sql|escapeSql)$/u;

/** Escape with quotes around: `connection.escape(x)` of drivers, SqlString. */
export const ESCAPES_WITH_QUOTES = /^(?:escape|pg_escape_literal|pg_escape_identifier|Escape)$/u;

/** Formatters that quote by themselves: `pg-format`, a driver's `format`, `prepare` of WordPress. */
export const FORMATS_SAFELY =
  /^(?:format|prepare|mogrify|as\.format|sanitize_sql_array|sanitize_sql)$/u;

/** Go on without what they were given: logging, exceptions. */
export const ONLY_TELLS =
  /^(?:log|info|debug|warn|warning|error|trace|print|println|printf|Print|Println|Printf|Fatal|Fatalf|Fatalln|Panic|Panicf|Errorf|WriteLine|LogInformation|LogDebug|LogError|LogWarning|LogTrace|puts|p|pp|echo|error_log|trigger_error|syslog|critical|exception|fatal|notice|group|dir|Logf|Infof|Debugf|Warnf|Info|Debug|Warn|Error|Wrap|Wrapf|assert\w*|expect|describe|it|test|raise|fail|die|exit|abort|fprintf|Fprintf|Fprintln|write|send|json|status|setStatus|render|flash|capture\w*|record\w*|emit|notify|toast|alert|confirm|addError|setError|reject|translate|t|__|_|gettext|getLogger|span|setAttribute|startSpan|Msg|Msgf)$/u;

/** Read from outside without an argument that shows it. */
export const READS_OUTSIDE =
  /^(?:input|raw_input|gets|readline|readLine|ReadLine|nextLine|getParameter|getParameterValues|getHeader|getQueryString|get_argument|get_query_argument|get_body_argument|filter_input|filter_input_array|getenv_|prompt|question|FormValue|PostFormValue|PathValue|getCookies|file_get_contents|getParam|getQuery|getPost|getQueryParams|getParsedBody|getBody|QueryParam|readlines|scan|Scan_|searchParams|formData|useSearchParams|useParams|readFileSync_|getAttribute_|getPathInfo|getRequestURI|ReadToEnd|ReadToEndAsync|getInput|Query_|urlopen|parse_args|getJSONObject_|inputBox)$/u;

/** Names of objects that stand for what comes from outside. */
export const OUTSIDE_NAME =
  /^(?:req|request|Request|params|cookies|\$_GET|\$_POST|\$_REQUEST|\$_COOKIE|\$_SERVER|\$_FILES|\$request|\$req|ARGV|argv|\$argv|httpRequest|HttpContext|searchParams|formData|STDIN|event|query_params|body|userInput|user_input|payload|input|untrusted|\$input)$/u;

/** Names of configuration, which the owner of the program writes. */
export const CONFIGURED_NAME =
  /^(?:config|cfg|conf|settings|Settings|Config|CONFIG|env|ENV|environ|constants|Constants|app_config|appsettings|_config|_settings|_options|options_|Configuration|_configuration|schema|Schema|meta|_meta|metadata|wpdb|\$wpdb|\$config|\$settings|\$table_prefix|import\.meta|process\.env|Rails|__class__|static|cls|klass|model_class)$/u;

/** Tests whether text is one of what is allowed; the subject is the first argument. */
export const TESTS_MEMBERSHIP =
  /^(?:includes|has|contains|Contains|ContainsKey|containsKey|include\?|member\?|key\?|has_key\?|in_array|array_key_exists|isset|hasOwnProperty|hasOwn|TryGetValue|IsDefined|has_key|isIn|one_of|cover\?|ContainsValue|contains_key|Contain|Exists_|binarySearch|BinarySearch|StringInSlice|Some_|array_search|propertyIsEnumerable|anyMatch_|isAllowed|is_allowed|isValid\w*|is_valid\w*|isSafe\w*|is_safe\w*|IsValid\w*|IsSafe\w*|isAllowed\w*|IsAllowed\w*|allowed\?|valid\w*\?|containsAll|IsAllowed|isDefined|tryFrom_|issubset|isSubsetOf|isKnown\w*)$/u;

/** Test a text against a pattern. */
export const TESTS_PATTERN =
  /^(?:test|match|fullmatch|matches|IsMatch|preg_match|match\?|MatchString|matchEntire|isalnum|isidentifier|isdigit|isdecimal|isnumeric|isNumeric|isInteger|isSafeInteger|isFinite|is_numeric|is_int|ctype_digit|ctype_alnum|ctype_alpha|isalpha|All_|find_|lookingAt|isUUID|is_a\?|TryParse|TryParseExact|search_|Match|is_integer|is_uuid|isUuid|isDigits|isAlphanumeric|isAlpha|isNumber|instance_of\?|kind_of\?|isinstance|is_float)$/u;

/** Throw where text is not what it must be; afterwards it is. */
export const ASSERTS =
  /^(?:assert(?:Allowed|Column|Valid|Safe|Identifier|Sort|Order|In|OneOf|Enum|Known|Name|Table|Field)\w*|assert_(?:allowed|valid|safe|column|identifier|sort|known|name|table|field)\w*|ensure(?:Allowed|Valid|Safe|Identifier|Known)\w*|ensure_(?:allowed|valid|safe|identifier|known)\w*|check(?:Identifier|Allowed|Column|Sort)\w*|check_(?:identifier|allowed|column|sort)\w*|require(?:Allowed|Valid|Identifier)\w*|require_(?:allowed|valid|identifier)\w*|validate(?:Identifier|Column|Sort|Order|Table|Field|Name)\w*|validate_(?:identifier|column|sort|order|table|field|name)\w*|oneOf)$/u;

function words(list: string): readonly string[] {
  return list.split(/\s+/u).filter((it) => it !== "");
}
