/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles from somebody careless, unlucky or hostile: each is refused whole, with its line, and the workbook is as before. */
#include <string.h>

#include "exchange-world.h"

#define ID1 "aaaaaaaa-0000-7000-8000-000000000001"
#define ID2 "aaaaaaaa-0000-7000-8000-000000000002"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define AUTHORS_LINE 3 /* WORLD_HEAD takes two lines, WORLD_AUTHORS three more */
#define RECORDS_LINE 6
#define ORGANISATION(id, rest) "  <organisation id=\"" id "\" " WORLD_AT ">" rest "</organisation>\n"
#define NAMED ORGANISATION (ID1, "<name>N</name>")
#define BUNDLE(records) WORLD_HEAD WORLD_AUTHORS records WORLD_TAIL

typedef struct
{
  const char *name;
  const char *bundle;
  EarExchangeError code;
  int line; /* 0: not asked */
  const char *says;
} Hostile;

#define NOT_XML EAR_EXCHANGE_ERROR_NOT_XML
#define GRAMMAR EAR_EXCHANGE_ERROR_GRAMMAR
#define LIMIT EAR_EXCHANGE_ERROR_LIMIT
#define NOT_A_BUNDLE EAR_EXCHANGE_ERROR_NOT_A_BUNDLE
#define NEWER EAR_EXCHANGE_ERROR_NEWER_VERSION

static const Hostile cases[] = {
  /* XML that no Earshot writes */
  { "empty", "", NOT_XML, 1, "ends too early" },
  { "blank", "\n\n", NOT_XML, 0, NULL },
  { "not-xml", "Dear colleague,\nplease find attached", NOT_XML, 1, "well-formed" },
  { "doctype", XML "<!DOCTYPE bundle>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 2, "DOCTYPE" },
  { "doctype-system", XML "<!DOCTYPE bundle SYSTEM \"file:///etc/passwd\">\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 2, "DOCTYPE" },
  { "entity-bomb",
    XML "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n"
        "<bundle xmlns=\"urn:earshot:bundle:1\">&c;</bundle>",
    NOT_XML, 2, "DOCTYPE" },
  { "external-entity", XML "<!DOCTYPE b [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<bundle xmlns=\"urn:earshot:bundle:1\">&x;</bundle>",
    NOT_XML, 2, "DOCTYPE" },
  { "parameter-entity", XML "<!DOCTYPE b [<!ENTITY % x SYSTEM \"http://127.0.0.1/x\"> %x;]>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>",
    NOT_XML, 2, "DOCTYPE" },
  { "unknown-entity", BUNDLE (ORGANISATION (ID1, "<name>&eacute;</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "unknown-entity-in-attribute", WORLD_HEAD "  <author n=\"&one;\" id=\"" WORLD_A "\"/>\n" WORLD_TAIL, NOT_XML, AUTHORS_LINE, NULL },
  { "forbidden-character", BUNDLE (ORGANISATION (ID1, "<name>&#1;</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "zero-reference", BUNDLE (ORGANISATION (ID1, "<name>&#0;</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "carriage-return", BUNDLE (ORGANISATION (ID1, "<name>N</name><notes>a&#13;b</notes>")), GRAMMAR, RECORDS_LINE, "notes" },
  { "invalid-utf8", BUNDLE (ORGANISATION (ID1, "<name>caf\xe9</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "overlong-utf8", BUNDLE (ORGANISATION (ID1, "<name>\xc0\xbcscript\xc0\xbe</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "surrogate-utf8", BUNDLE (ORGANISATION (ID1, "<name>\xed\xa0\x80</name>")), NOT_XML, RECORDS_LINE, NULL },
  { "latin1-declared", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, "UTF-8" },
  { "windows-declared", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, NULL },
  { "utf16-declared", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, NULL },
  { "utf7-declared", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, NULL },
  { "nonsense-declared", "<?xml version=\"1.0\" encoding=\"x-none\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, NULL },
  { "two-roots", BUNDLE ("") "<bundle xmlns=\"urn:earshot:bundle:1\"/>", NOT_XML, 0, NULL },
  { "crossed-tags", BUNDLE ("  <organisation id=\"" ID1 "\" " WORLD_AT "><name>N</organisation></name>\n"), NOT_XML, RECORDS_LINE, NULL },
  { "attribute-twice", BUNDLE ("  <organisation id=\"" ID1 "\" id=\"" ID2 "\" " WORLD_AT "/>\n"), NOT_XML, RECORDS_LINE, NULL },
  { "undeclared-prefix", BUNDLE ("  <x:organisation/>\n"), NOT_XML, RECORDS_LINE, NULL },

  /* XML of another kind */
  { "no-namespace", XML "<bundle/>", NOT_A_BUNDLE, 2, "urn:earshot:bundle:1" },
  { "other-namespace", XML "<bundle xmlns=\"urn:example\"/>", NOT_A_BUNDLE, 2, "urn:example" },
  { "reference-file", XML "<groups xmlns=\"urn:earshot:reference:1\" id=\"g\" revised=\"2026-01-01\"/>", NOT_A_BUNDLE, 2, NULL },
  { "web-page", "<html><body>Sign in</body></html>", NOT_A_BUNDLE, 1, "html" },
  { "other-root", XML "<bundles xmlns=\"urn:earshot:bundle:1\"/>", NOT_A_BUNDLE, 2, "bundles" },
  { "newer", XML "<bundle xmlns=\"urn:earshot:bundle:2\"/>", NEWER, 2, "Update Earshot" },
  { "much-newer", XML "<whatever xmlns=\"urn:earshot:bundle:999\" x=\"y\"/>", NEWER, 2, "Update Earshot" },
  { "version-zero", XML "<bundle xmlns=\"urn:earshot:bundle:0\"/>", NOT_A_BUNDLE, 2, NULL },
  { "version-huge", XML "<bundle xmlns=\"urn:earshot:bundle:99999999999999999999999\"/>", NOT_A_BUNDLE, 2, NULL },
  { "xinclude", BUNDLE ("  <xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\" parse=\"text\"/>\n"), GRAMMAR,
    RECORDS_LINE, "XInclude" },
  { "foreign-element", BUNDLE (ORGANISATION (ID1, "<name xmlns=\"urn:example\">N</name>")), GRAMMAR, RECORDS_LINE, "urn:example" },
  { "foreign-attribute", BUNDLE ("  <organisation xmlns:x=\"urn:x\" x:id=\"" ID1 "\" " WORLD_AT "><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "attribute" },
  { "xml-space", BUNDLE (ORGANISATION (ID1, "<name xml:space=\"preserve\">N</name>")), GRAMMAR, RECORDS_LINE, "attribute" },

  /* elements that do not belong there */
  { "unknown-kind", BUNDLE ("  <contact id=\"" ID1 "\" " WORLD_AT "/>\n"), GRAMMAR, RECORDS_LINE, "contact" },
  { "kinds-out-of-order", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "/>\n" NAMED), GRAMMAR, RECORDS_LINE + 1, "too late" },
  { "author-too-late", WORLD_HEAD WORLD_AUTHORS NAMED "  <author n=\"4\" id=\"" ID1 "\"/>\n" WORLD_TAIL, GRAMMAR, RECORDS_LINE + 1, "author" },
  { "ids-out-of-order", BUNDLE (ORGANISATION (ID2, "<name>N</name>") NAMED), GRAMMAR, RECORDS_LINE + 1, "order" },
  { "id-twice", BUNDLE (NAMED NAMED), GRAMMAR, RECORDS_LINE + 1, "twice" },
  { "id-twice-erased", BUNDLE (NAMED "  <erased kind=\"organisation\" id=\"" ID1 "\"/>\n"), GRAMMAR, RECORDS_LINE + 1, "twice" },
  { "id-upper-case", BUNDLE ("  <organisation id=\"AAAAAAAA-0000-7000-8000-000000000001\" " WORLD_AT "><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "id" },
  { "id-missing", BUNDLE ("  <organisation " WORLD_AT "><name>N</name></organisation>\n"), GRAMMAR, RECORDS_LINE, "“id”" },
  { "stamp-missing", BUNDLE ("  <organisation id=\"" ID1 "\"><name>N</name></organisation>\n"), GRAMMAR, RECORDS_LINE, "“at”" },
  { "author-missing", BUNDLE ("  <organisation id=\"" ID1 "\" at=\"2026-11-01T09:00:00.000Z\"><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "“by”" },
  { "author-unknown", BUNDLE ("  <organisation id=\"" ID1 "\" at=\"2026-11-01T09:00:00.000Z\" by=\"4\"><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "author" },
  { "author-zero", BUNDLE ("  <organisation id=\"" ID1 "\" at=\"2026-11-01T09:00:00.000Z\" by=\"0\"><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "author" },
  { "author-skipped", WORLD_HEAD "  <author n=\"2\" id=\"" WORLD_A "\"/>\n" WORLD_TAIL, GRAMMAR, AUTHORS_LINE, "expected 1" },
  { "authors-out-of-order", WORLD_HEAD "  <author n=\"1\" id=\"" WORLD_B "\"/>\n  <author n=\"2\" id=\"" WORLD_A "\"/>\n" WORLD_TAIL, GRAMMAR,
    AUTHORS_LINE + 1, "order" },
  { "from-nobody", XML "<bundle xmlns=\"urn:earshot:bundle:1\" from=\"7\">\n" WORLD_AUTHORS NAMED WORLD_TAIL, GRAMMAR, RECORDS_LINE, "author 7" },
  { "from-nonsense", XML "<bundle xmlns=\"urn:earshot:bundle:1\" from=\"me\"/>", GRAMMAR, 2, "me" },
  { "unknown-attribute", BUNDLE ("  <organisation id=\"" ID1 "\" " WORLD_AT " hidden=\"yes\"><name>N</name></organisation>\n"), GRAMMAR,
    RECORDS_LINE, "hidden" },
  { "unknown-field", BUNDLE (ORGANISATION (ID1, "\n<name>N</name>\n<motto>M</motto>")), GRAMMAR, RECORDS_LINE + 2, "motto" },
  { "fields-out-of-order", BUNDLE (ORGANISATION (ID1, "<name>N</name><notes>M</notes><sector>vcse</sector>")), GRAMMAR, RECORDS_LINE, "sector" },
  { "required-missing", BUNDLE (ORGANISATION (ID1, "")), GRAMMAR, RECORDS_LINE, "“name”" },
  { "required-skipped", BUNDLE (ORGANISATION (ID1, "<sector>vcse</sector>")), GRAMMAR, RECORDS_LINE, "“name” first" },
  { "local-field", BUNDLE (ORGANISATION (ID1, "<name>N</name><contact>07700 900000</contact>")), GRAMMAR, RECORDS_LINE, "never leaves" },
  { "local-flag", BUNDLE ("  <contribution id=\"" ID1 "\" " WORLD_AT ">\n<safeguarding>true</safeguarding></contribution>\n"), GRAMMAR,
    RECORDS_LINE + 1, "never leaves" },
  { "field-in-field", BUNDLE (ORGANISATION (ID1, "<name><name>N</name></name>")), LIMIT, RECORDS_LINE, "deep" },
  { "record-in-record", BUNDLE (ORGANISATION (ID1, "<organisation/>")), GRAMMAR, RECORDS_LINE, "organisation" },
  { "text-between", BUNDLE ("hello\n"), GRAMMAR, 0, "text between" },
  { "text-in-record", BUNDLE (ORGANISATION (ID1, "hello<name>N</name>")), GRAMMAR, RECORDS_LINE, "text between" },
  { "text-in-author", WORLD_HEAD "  <author n=\"1\" id=\"" WORLD_A "\">x</author>\n" WORLD_TAIL, GRAMMAR, AUTHORS_LINE, NULL },
  { "child-in-erased", BUNDLE ("  <erased kind=\"organisation\" id=\"" ID1 "\"><name/></erased>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "erased-unknown", BUNDLE ("  <erased kind=\"secret\" id=\"" ID1 "\"/>\n"), GRAMMAR, RECORDS_LINE, "secret" },
  { "erased-stamped", BUNDLE ("  <erased kind=\"organisation\" id=\"" ID1 "\" " WORLD_AT "/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "erased-out-of-order", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "/>\n  <erased kind=\"place\" id=\"" ID2 "\"/>\n"), GRAMMAR,
    RECORDS_LINE + 1, "too late" },

  /* values */
  { "term-unknown", BUNDLE (ORGANISATION (ID1, "<name>N</name>\n<sector>mafia</sector>")), GRAMMAR, RECORDS_LINE + 1, "healthwatch, vcse" },
  { "term-blanks", BUNDLE (ORGANISATION (ID1, "<name>N</name><sector> vcse </sector>")), GRAMMAR, RECORDS_LINE, "sector" },
  { "line-break", BUNDLE (ORGANISATION (ID1, "<name>N\nM</name>")), GRAMMAR, RECORDS_LINE + 1, "one line" },
  { "number-negative", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><people>-1</people></session>\n"), GRAMMAR, RECORDS_LINE, "whole number" },
  { "number-float", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><people>1.5</people></session>\n"), GRAMMAR, RECORDS_LINE, "whole number" },
  { "number-padded", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><people>007</people></session>\n"), GRAMMAR, RECORDS_LINE, "whole number" },
  { "number-huge", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><people>9999999999999999</people></session>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "day-unreal", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><consent-date>2026-02-30</consent-date></session>\n"), GRAMMAR, RECORDS_LINE, "day" },
  { "reference-nonsense", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT "><place>Grays</place></session>\n"), GRAMMAR, RECORDS_LINE, "id" },
  { "flag-false", BUNDLE ("  <contribution id=\"" ID1 "\" " WORLD_AT "><verbatim>false</verbatim></contribution>\n"), GRAMMAR, RECORDS_LINE, "true" },

  /* stamps */
  { "clock-nonsense", BUNDLE ("  <session id=\"" ID1 "\" at=\"yesterday\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, "yesterday" },
  { "clock-no-milliseconds", BUNDLE ("  <session id=\"" ID1 "\" at=\"2026-11-01T09:00:00Z\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "clock-unreal", BUNDLE ("  <session id=\"" ID1 "\" at=\"2026-02-29T09:00:00.000Z\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "clock-beyond", BUNDLE ("  <session id=\"" ID1 "\" at=\"9999-12-31T23:59:59.999Z\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "clock-before", BUNDLE ("  <session id=\"" ID1 "\" at=\"1969-12-31T23:59:59.999Z\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "clock-zero", BUNDLE ("  <session id=\"" ID1 "\" at=\"1970-01-01T00:00:00.000Z\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "counter-beyond", BUNDLE ("  <session id=\"" ID1 "\" at=\"2026-11-01T09:00:00.000Z+65536\" by=\"1\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "seen-empty", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"\"/>\n"), GRAMMAR, RECORDS_LINE, "seen" },
  { "seen-own", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"1@2026-10-01T09:00:00.000Z\"/>\n"), GRAMMAR, RECORDS_LINE, "seen" },
  { "seen-order", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"3@2026-10-01T09:00:00.000Z 2@2026-10-01T09:00:00.000Z\"/>\n"), GRAMMAR,
    RECORDS_LINE, "seen" },
  { "seen-twice", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"2@2026-10-01T09:00:00.000Z 2@2026-10-02T09:00:00.000Z\"/>\n"), GRAMMAR,
    RECORDS_LINE, "seen" },
  { "seen-blanks", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"2@2026-10-01T09:00:00.000Z  3@2026-10-02T09:00:00.000Z\"/>\n"), GRAMMAR,
    RECORDS_LINE, NULL },
  { "seen-nonsense", BUNDLE ("  <session id=\"" ID1 "\" " WORLD_AT " seen=\"2\"/>\n"), GRAMMAR, RECORDS_LINE, NULL },
  { "half-stamp", BUNDLE (ORGANISATION (ID1, "<name at=\"2026-11-02T09:00:00.000Z\">N</name>")), GRAMMAR, RECORDS_LINE, "“by”" },
  { "rivals-same-stamp", BUNDLE (ORGANISATION (ID1, "<name>N</name><name>M</name>")), GRAMMAR, RECORDS_LINE, "latest first" },
  { "rivals-out-of-order",
    BUNDLE (ORGANISATION (ID1, "<name>N</name><name at=\"2026-11-02T09:00:00.000Z\" by=\"2\">M</name>")), GRAMMAR, RECORDS_LINE, "latest first" },
  { "rival-of-one-author",
    BUNDLE (ORGANISATION (ID1, "<name>N</name><name at=\"2026-10-02T09:00:00.000Z\" by=\"1\">M</name>")), GRAMMAR, RECORDS_LINE, "no rival" },
  { "rival-that-was-seen",
    BUNDLE (ORGANISATION (ID1, "<name seen=\"2@2026-10-02T09:00:00.000Z\">N</name><name at=\"2026-10-02T09:00:00.000Z\" by=\"2\">M</name>")),
    GRAMMAR, RECORDS_LINE, "no rival" },
  { "deleted-empty", BUNDLE (ORGANISATION (ID1, "<deleted/><name>N</name>")), GRAMMAR, RECORDS_LINE, "deleted" },
  { "deleted-twice", BUNDLE (ORGANISATION (ID1, "<deleted>true</deleted><deleted>true</deleted><name>N</name>")), GRAMMAR, RECORDS_LINE, "deleted" },
  { "deleted-seen", BUNDLE (ORGANISATION (ID1, "<deleted seen=\"2@2026-10-02T09:00:00.000Z\">true</deleted><name>N</name>")), GRAMMAR,
    RECORDS_LINE, "deleted" },
  { "deleted-after-rival",
    BUNDLE (ORGANISATION (ID1, "<deleted at=\"2026-10-02T09:00:00.000Z\" by=\"2\"/><deleted>true</deleted><name>N</name>")), GRAMMAR,
    RECORDS_LINE, "deleted" },
  { "deleted-late", BUNDLE (ORGANISATION (ID1, "<name>N</name><deleted>true</deleted>")), GRAMMAR, RECORDS_LINE, "deleted" },
};

static EarStore *store;

static void
test_case (gconstpointer data)
{
  const Hostile *hostile = data;

  world_must_refuse (store, hostile->bundle, -1, hostile->code, hostile->line, hostile->says);
}

static GString *
repeat (const char *before, const char *unit, gsize n, const char *after)
{
  GString *text = g_string_new (before);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, after);
  return text;
}

static void
refuse_repeated (const char *before, const char *unit, gsize n, const char *after, EarExchangeError code, int line)
{
  g_autoptr (GString) text = repeat (before, unit, n, after);

  world_must_refuse (store, text->str, (gssize) text->len, code, line, NULL);
}

static void
test_large (void)
{
  refuse_repeated (BUNDLE (""), "<a>", 300, "", NOT_XML, 0);
  refuse_repeated (WORLD_HEAD, "<a>", 300, "", GRAMMAR, 3);
  refuse_repeated (XML, "<bundle xmlns=\"urn:earshot:bundle:1\">", 300, "", GRAMMAR, 2);
  refuse_repeated (WORLD_HEAD "  <author n=\"1\" id=\"", "a", 10000000, "\"/>" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD "  <author n=\"1\" ", "a", 10000000, "=\"\"/>" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD "  <author ", "a='' ", 200000, "/>" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD "<!-- ", "word ", 2000000, "-->" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD "<?pi ", "word ", 2000000, "?>" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD WORLD_AUTHORS "  <organisation id=\"" ID1 "\" " WORLD_AT "><name>N</name><notes>", "ten bytes ", 1000000,
                   "</notes></organisation>" WORLD_TAIL, LIMIT, 0);
  refuse_repeated (WORLD_HEAD WORLD_AUTHORS "  <organisation id=\"" ID1 "\" " WORLD_AT "><name>", "N", EAR_MAX_LINE_BYTES + 1,
                   "</name></organisation>" WORLD_TAIL, GRAMMAR, RECORDS_LINE);
  refuse_repeated (WORLD_HEAD WORLD_AUTHORS "  <organisation id=\"" ID1 "\" " WORLD_AT " seen=\"2@2026-10-01T09:00:00.000Z",
                   " 2@2026-10-01T09:00:00.000Z", 1200, "\"><name>N</name></organisation>\n" WORLD_TAIL, LIMIT, RECORDS_LINE);
}

static void
test_many_rivals (void)
{
  g_autoptr (GString) text = g_string_new (WORLD_HEAD);

  for (int i = 1; i <= 80; i++)
    g_string_append_printf (text, "  <author n=\"%d\" id=\"11111111-0000-7000-8000-%012d\"/>\n", i, i);
  g_string_append (text, "  <organisation id=\"" ID1 "\" at=\"2026-11-01T09:00:00.000Z\" by=\"80\">\n<name>N</name>\n");
  for (int i = 79; i > 0; i--)
    g_string_append_printf (text, "<name at=\"2026-11-01T09:00:00.000Z\" by=\"%d\">N</name>\n", i);
  g_string_append (text, "</organisation>\n" WORLD_TAIL);
  world_must_refuse (store, text->str, -1, LIMIT, 0, "rivals");
}

static void
refuse_bytes (const char *bytes, gsize size, EarExchangeError code)
{
  world_must_refuse (store, bytes, (gssize) size, code, 0, NULL);
}

static void
test_other_encodings (void)
{
  static const char *const encodings[] = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "IBM037", "UTF-7" };

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize size = 0;
      g_autofree char *bytes = g_convert (BUNDLE (NAMED), -1, encodings[i], "UTF-8", NULL, &size, NULL);

      if (bytes == NULL || strcmp (bytes, BUNDLE (NAMED)) == 0)
        continue;
      refuse_bytes (bytes, size, NOT_XML);
    }
}

static void
test_zero_bytes (void)
{
  static const char bundle[] = BUNDLE (NAMED);

  for (gsize i = 0; i < sizeof bundle - 1; i += 7)
    {
      g_autofree char *bytes = g_memdup2 (bundle, sizeof bundle);

      bytes[i] = '\0';
      refuse_bytes (bytes, sizeof bundle - 1, NOT_XML);
    }
}

static void
test_truncated (void)
{
  static const char bundle[] = BUNDLE ("  <organisation id=\"" ID1 "\" " WORLD_AT " seen=\"2@2026-10-01T09:00:00.000Z\">\n"
                                       "    <name>Café &amp; co</name>\n    <notes><![CDATA[a < b]]></notes>\n  </organisation>\n"
                                       "  <!-- a comment -->\n  <session id=\"" ID2 "\" " WORLD_AT "/>\n");

  /* All but the last line end, which says nothing. */
  for (gsize size = 0; size < sizeof bundle - 2; size++)
    {
      if (size % 3 == 0 || size > sizeof bundle - 40 || size < 80)
        refuse_bytes (bundle, size, NOT_XML);
    }
}

/* The line is right far into a file, where libxml2's own nodes stop counting. */
static void
test_far_line (void)
{
  g_autoptr (GString) text = repeat (WORLD_HEAD WORLD_AUTHORS, "\n", 100000, "  <nobody/>\n" WORLD_TAIL);

  world_must_refuse (store, text->str, (gssize) text->len, GRAMMAR, RECORDS_LINE + 100000, "nobody");
}

/* A record that would have been joined before the error is not there after it. */
static void
test_nothing_half (void)
{
  EarId id = world_id (ID1);
  g_autoptr (EarRecord) record = NULL;

  world_must_refuse (store, BUNDLE (NAMED "  <nobody/>\n"), -1, GRAMMAR, RECORDS_LINE + 1, "nobody");
  record = ear_store_get (store, EAR_KIND_ORGANISATION, &id, NULL);
  g_assert_null (record);
}

/* What is unusual and harmless is taken as it is. */
static void
test_harmless (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) other = ear_test_store (folder, "other");
  g_autofree char *name = NULL;
  EarId id = world_id (ID1);

  world_must_merge (other, "\xef\xbb\xbf" BUNDLE (""), NULL);
  world_must_merge (other, "<bundle xmlns='urn:earshot:bundle:1'/>", NULL);
  world_must_merge (other, XML "<?xml-stylesheet href=\"bundle.xsl\"?><!-- hello -->\n<b:bundle xmlns:b=\"urn:earshot:bundle:1\"/>\n<!-- end -->", NULL);
  world_must_merge (other, "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<bundle xmlns=\"urn:earshot:bundle:1\">\r\n</bundle>\r\n", NULL);
  world_must_merge (other,
                    BUNDLE (ORGANISATION (ID1, "<name>a&lt;<!-- x -->b<![CDATA[<c>]]>&#x20AC;&#101; \u202eabc\u202c</name>")
                              "  <session id=\"" ID2 "\" " WORLD_AT "></session>\n"),
                    NULL);
  name = world_get (other, EAR_KIND_ORGANISATION, &id, EAR_ORGANISATION_NAME);
  g_assert_cmpstr (name, ==, "a<b<c>€e \u202eabc\u202c");
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarRecord) session = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  store = ear_test_store (folder, "mine");
  session = ear_test_session (store, "Mine");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/hostile/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/exchange/hostile/large", test_large);
  g_test_add_func ("/exchange/hostile/many-rivals", test_many_rivals);
  g_test_add_func ("/exchange/hostile/other-encodings", test_other_encodings);
  g_test_add_func ("/exchange/hostile/zero-bytes", test_zero_bytes);
  g_test_add_func ("/exchange/hostile/truncated", test_truncated);
  g_test_add_func ("/exchange/hostile/far-line", test_far_line);
  g_test_add_func ("/exchange/hostile/nothing-half", test_nothing_half);
  g_test_add_func ("/exchange/hostile/harmless", test_harmless);
  status = g_test_run ();
  ear_store_close (store);
  return status;
}
