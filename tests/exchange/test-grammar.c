/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published schema of bundles and the program's own grammar say the same about some thousand small documents, and
 * the page in words says what both say. */
#include <string.h>

#include "grammar-judge.h"
#include "travel-world.h"

#define SOME_ID "aaaaaaaa-0000-7000-8000-000000000001"
#define LOW_ID "00000000-0000-7000-8000-000000000001"
#define OTHER_ID "aaaaaaaa-0000-7000-8000-000000000002"

static const char *
sample_value (const EarFieldInfo *info)
{
  switch (info->type)
    {
    case EAR_TYPE_INTEGER:
      return "42";
    case EAR_TYPE_BOOLEAN:
      return "true";
    case EAR_TYPE_DAY:
    case EAR_TYPE_MOMENT:
      return "2026-11-22";
    case EAR_TYPE_LANGUAGE:
      return "bn";
    case EAR_TYPE_TERM:
      return info->terms[0];
    case EAR_TYPE_REFERENCE:
      return OTHER_ID;
    case EAR_TYPE_LINE:
    case EAR_TYPE_PROSE:
    default:
      return "Words &amp; more";
    }
}

/* A record with every field it may have, as the model lists them; the one numbered @field holds @value, or is
 * missing when @value is NULL. Local fields are there only when asked for. */
static void
append_record (GString *out, const EarKindInfo *kind, guint field, const char *value)
{
  g_string_append_printf (out, "  <%s id=\"" SOME_ID "\" " WORLD_AT ">\n", kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const EarFieldInfo *info = &kind->fields[i];
      const char *text = i == field ? value : i == EAR_FIELD_DELETED || (info->flags & EAR_FIELD_LOCAL) ? NULL : sample_value (info);

      if (text != NULL)
        g_string_append_printf (out, "    <%s>%s</%s>\n", info->name, text, info->name);
    }
  g_string_append_printf (out, "  </%s>\n", kind->name);
}

static char *
bundle (const char *records)
{
  return g_strconcat (WORLD_HEAD WORLD_AUTHORS, records, WORLD_TAIL, NULL);
}

static void
add_record (gboolean expected, const EarKindInfo *kind, guint field, const char *value)
{
  g_autoptr (GString) records = g_string_new (NULL);
  g_autofree char *what = g_strdup_printf ("%s-%s", kind->name, kind->fields[field].name);

  append_record (records, kind, field, value);
  judge_add (expected, what, bundle (records->str));
}

static void
add_values (const EarKindInfo *kind, guint field, gboolean expected, const char *const *values)
{
  for (; *values != NULL; values++)
    add_record (expected, kind, field, *values);
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
add_typed (const EarKindInfo *kind, guint field)
{
  switch (kind->fields[field].type)
    {
    case EAR_TYPE_LINE:
      add_values (kind, field, TRUE, LIST ("", "x", " x ", "&lt;&#x2028;", "\u202ex"));
      add_values (kind, field, FALSE, LIST ("a\nb", "a\tb", "a&#13;b", "<b/>"));
      break;
    case EAR_TYPE_PROSE:
      add_values (kind, field, TRUE, LIST ("", "a\n\tb", "  ", "<![CDATA[<&]]>", "a<!-- b -->c"));
      add_values (kind, field, FALSE, LIST ("a&#13;b", "a<b/>c"));
      break;
    case EAR_TYPE_INTEGER:
      add_values (kind, field, TRUE, LIST ("", "0", "7", "999999999999999"));
      add_values (kind, field, FALSE, LIST ("007", "-1", "+1", "1.5", " 1", "1 ", "1234567890123456", "one", "٣"));
      break;
    case EAR_TYPE_BOOLEAN:
      add_values (kind, field, TRUE, LIST ("", "true"));
      add_values (kind, field, FALSE, LIST ("false", "1", " true", "TRUE"));
      break;
    case EAR_TYPE_DAY:
      add_values (kind, field, TRUE, LIST ("", "2026-11-22", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"));
      add_values (kind, field, FALSE, LIST ("2027-02-29", "1900-02-29", "2026-2-1", "2026-11-31", "2026-11", "0000-01-01", " 2026-11-22",
                                            "2026-11-22T10:15", "20261122"));
      break;
    case EAR_TYPE_MOMENT:
      add_values (kind, field, TRUE, LIST ("", "2026", "0999", "2026-11", "2026-11-22", "2026-11-22T10:15", "2028-02-29T23:59"));
      add_values (kind, field, FALSE, LIST ("0000", "26", "2026-13", "2026-00", "2026-11-22T24:00", "2026-11-22T10:60", "2026-11-22T10:15:00",
                                            "2027-02-29T10:00", "2026-11-22 10:15", "2026-11-22T10:15Z"));
      break;
    case EAR_TYPE_LANGUAGE:
      add_values (kind, field, TRUE, LIST ("", "bn", "sr-Latn-RS", "x1", "abcdefghijklmnopqrstuvwxyzabcdefghi"));
      add_values (kind, field, FALSE, LIST ("b", "bn-", "-bn", "1bn", "bn_BD", "বাংলা", "abcdefghijklmnopqrstuvwxyzabcdefghij"));
      break;
    case EAR_TYPE_TERM:
      add_values (kind, field, TRUE, kind->fields[field].terms);
      add_values (kind, field, FALSE, LIST ("nonsense", "Other", " ", "vcse healthwatch"));
      break;
    case EAR_TYPE_REFERENCE:
      add_values (kind, field, TRUE, LIST ("", OTHER_ID, "00000000-0000-0000-0000-000000000000"));
      add_values (kind, field, FALSE, LIST ("AAAAAAAA-0000-7000-8000-000000000001", "aaaaaaaa-0000-7000-8000-00000000000", "Grays",
                                            "aaaaaaaa00007000800000000000000001", " " OTHER_ID));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_kind (const EarKindInfo *kind)
{
  for (guint i = 1; i < kind->n_fields; i++)
    {
      gboolean required = (kind->fields[i].flags & EAR_FIELD_REQUIRED) != 0;

      if (kind->fields[i].flags & EAR_FIELD_LOCAL)
        {
          add_record (FALSE, kind, i, sample_value (&kind->fields[i]));
          continue;
        }
      add_record (!required, kind, i, NULL);
      add_typed (kind, i);
    }
  add_record (TRUE, kind, EAR_FIELD_DELETED, "true");
  add_record (FALSE, kind, EAR_FIELD_DELETED, "");
  add_record (FALSE, kind, EAR_FIELD_DELETED, "false");
}

/* Every two neighbouring fields of a kind, the wrong way round. */
static void
add_swapped_fields (const EarKindInfo *kind)
{
  for (guint i = 1; i + 1 < kind->n_fields; i++)
    {
      g_autoptr (GString) records = g_string_new (NULL);
      g_autofree char *first = g_strdup_printf ("    <%s>", kind->fields[i].name);
      g_autofree char *second = g_strdup_printf ("    <%s>", kind->fields[i + 1].name);
      char *a, *b, *end;

      append_record (records, kind, EAR_MAX_FIELDS, NULL);
      a = strstr (records->str, first);
      b = strstr (records->str, second);
      if (a == NULL || b == NULL)
        continue;
      end = strchr (b, '\n') + 1;
      {
        g_autofree char *swapped = g_strdup_printf ("%.*s%.*s%.*s%s", (int) (a - records->str), records->str, (int) (end - b), b,
                                                    (int) (b - a), a, end);

        judge_add (FALSE, "swapped-fields", bundle (swapped));
      }
    }
}

static void
add_orders (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) erased = g_string_new (NULL);

  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      g_autoptr (GString) swapped = g_string_new (NULL);
      const EarKindInfo *kind = ear_kind_info ((EarKind) i);

      append_record (all, kind, EAR_MAX_FIELDS, NULL);
      g_string_append_printf (erased, "  <erased kind=\"%s\" id=\"" SOME_ID "\"/>\n", kind->name);
      if (i == 0)
        continue;
      append_record (swapped, kind, EAR_MAX_FIELDS, NULL);
      append_record (swapped, ear_kind_info ((EarKind) (i - 1)), EAR_MAX_FIELDS, NULL);
      judge_add (FALSE, "swapped-kinds", bundle (swapped->str));
      g_string_append_printf (swapped, "  <erased kind=\"%s\" id=\"" OTHER_ID "\"/>\n", kind->name);
    }
  judge_add (TRUE, "all-kinds", bundle (all->str));
  judge_add (TRUE, "all-erased", bundle (erased->str));
  g_string_append (erased, "  <erased kind=\"organisation\" id=\"" OTHER_ID "\"/>\n");
  judge_add (FALSE, "erased-late", bundle (erased->str));
}

#define RECORD(attributes, fields) "  <organisation " attributes ">" fields "</organisation>\n"
#define STAMPED(fields) RECORD ("id=\"" SOME_ID "\" " WORLD_AT, fields)
#define NAME "<name>N</name>"

static void
add_stamps (void)
{
  static const char *const good[] = { "2026-11-22T10:15:30.123Z", "2026-11-22T10:15:30.123Z+1", "2026-11-22T10:15:30.123Z+65535", "2028-02-29T00:00:00.000Z",
                                      "1970-01-01T00:00:00.001Z", "6428-12-31T23:59:59.999Z" };
  static const char *const bad[] = { "", "2026-11-22", "2026-11-22T10:15:30Z", "2026-11-22T10:15:30.123", "2026-11-22T10:15:30.123Z+0",
                                     "2026-11-22T10:15:30.123Z+65536", "2026-11-22T10:15:30.123Z+01", "2027-02-29T00:00:00.000Z",
                                     "1969-12-31T23:59:59.999Z", "6429-01-01T00:00:00.000Z", "2026-11-22T24:00:00.000Z",
                                     "2026-11-22T10:15:60.000Z", " 2026-11-22T10:15:30.123Z", "2026-11-31T10:15:30.123Z" };

  for (gsize i = 0; i < G_N_ELEMENTS (good) + G_N_ELEMENTS (bad); i++)
    {
      gboolean is_good = i < G_N_ELEMENTS (good);
      const char *clock = is_good ? good[i] : bad[i - G_N_ELEMENTS (good)];
      g_autofree char *own = g_strdup_printf (RECORD ("id=\"" SOME_ID "\" at=\"%s\" by=\"1\"", NAME), clock);
      g_autofree char *seen = g_strdup_printf (RECORD ("id=\"" SOME_ID "\" " WORLD_AT " seen=\"2@%s 3@2026-01-01T00:00:00.000Z\"", NAME), clock);

      judge_add (is_good, "clock", bundle (own));
      if (strcmp (clock, "2027-02-29T00:00:00.000Z") != 0) /* which the schema says that it does not know */
        judge_add (is_good, "seen", bundle (seen));
    }
}

static void
add_structures (void)
{
  static const struct
  {
    gboolean expected;
    const char *records;
  } some[] = {
    { TRUE, "" },
    { TRUE, STAMPED (NAME) },
    { TRUE, STAMPED ("<name/>") },
    { TRUE, STAMPED ("<deleted>true</deleted>" NAME) },
    { TRUE, STAMPED ("<deleted at=\"2026-10-01T09:00:00.000Z\" by=\"2\">true</deleted>" NAME) },
    { TRUE, STAMPED ("<deleted>true</deleted><deleted at=\"2026-10-01T09:00:00.000Z\" by=\"2\"/>" NAME) },
    { TRUE, STAMPED (NAME "<name at=\"2026-10-01T09:00:00.000Z\" by=\"2\">M</name>") },
    { TRUE, STAMPED ("<name at=\"2026-11-05T09:00:00.000Z\" by=\"2\" seen=\"1@2026-11-01T09:00:00.000Z\">M</name>") },
    { FALSE, STAMPED ("") },
    { FALSE, STAMPED ("<sector>vcse</sector>") },
    { FALSE, STAMPED (NAME "<nickname/>") },
    { FALSE, STAMPED (NAME "text") },
    { FALSE, STAMPED (NAME "<sector>vcse</sector><name/>") },
    { FALSE, STAMPED ("<name at=\"2026-11-05T09:00:00.000Z\">M</name>") },
    { FALSE, STAMPED ("<name by=\"2\">M</name>") },
    { FALSE, STAMPED ("<name kind=\"x\">M</name>") },
    { FALSE, STAMPED ("<deleted/>" NAME) },
    { FALSE, STAMPED ("<deleted seen=\"2@2026-01-01T00:00:00.000Z\">true</deleted>" NAME) },
    { FALSE, STAMPED ("<deleted at=\"2026-10-01T09:00:00.000Z\" by=\"2\"/><deleted>true</deleted>" NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\"", NAME) },
    { FALSE, RECORD (WORLD_AT, NAME) },
    { FALSE, RECORD ("id=\"x\" " WORLD_AT, NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" at=\"2026-11-01T09:00:00.000Z\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " seen=\"\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " seen=\"2\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " seen=\"2@2026-01-01T00:00:00.000Z \"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " seen=\"2@2026-01-01T00:00:00.000Z3@2026-01-01T00:00:00.000Z\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " secret=\"\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" at=\"2026-11-01T09:00:00.000Z\" by=\"01\"", NAME) },
    { FALSE, RECORD ("id=\"" SOME_ID "\" at=\"2026-11-01T09:00:00.000Z\" by=\"10001\"", NAME) },
    { TRUE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"" SOME_ID "\"/>\n" },
    { TRUE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"" LOW_ID " " SOME_ID "\"/>\n" },
    { FALSE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"\"/>\n" },
    { FALSE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"" LOW_ID "  " SOME_ID "\"/>\n" },
    { FALSE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"" SOME_ID " \"/>\n" },
    { FALSE, "  <contribution id=\"" SOME_ID "\" " WORLD_AT " once=\"voice\"/>\n" },
    { FALSE, RECORD ("id=\"" SOME_ID "\" " WORLD_AT " once=\"" SOME_ID "\"", NAME) },
    { FALSE, "  <organisations/>\n" },
    { FALSE, "  <erased id=\"" SOME_ID "\"/>\n" },
    { FALSE, "  <erased kind=\"organisation\"/>\n" },
    { FALSE, "  <erased kind=\"organisation\" id=\"" SOME_ID "\">text</erased>\n" },
    { FALSE, "  <erased kind=\"voice\" id=\"" SOME_ID "\"/>\n" },
    { FALSE, "  <name xmlns=\"urn:example\"/>\n" },
    { FALSE, "text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (some); i++)
    judge_add (some[i].expected, "structure", bundle (some[i].records));
  judge_add (TRUE, "head", g_strdup (WORLD_HEAD WORLD_TAIL));
  judge_add (FALSE, "head", g_strdup ("<bundle/>"));
  judge_add (FALSE, "head", g_strdup ("<bundle xmlns=\"urn:earshot:bundle:1\" from=\"x\"/>"));
  judge_add (FALSE, "head", g_strdup ("<bundle xmlns=\"urn:earshot:bundle:1\" to=\"1\"/>"));
  judge_add (FALSE, "head", g_strdup (WORLD_HEAD "  <author id=\"" WORLD_A "\"/>\n" WORLD_TAIL));
  judge_add (FALSE, "head", g_strdup (WORLD_HEAD "  <author n=\"1\"/>\n" WORLD_TAIL));
  judge_add (FALSE, "head", g_strdup (WORLD_HEAD "  <author n=\"one\" id=\"" WORLD_A "\"/>\n" WORLD_TAIL));
  judge_add (FALSE, "head", g_strdup (WORLD_HEAD STAMPED (NAME) WORLD_AUTHORS WORLD_TAIL));
}

#define HEAD(attributes) "<bundle xmlns=\"urn:earshot:bundle:1\" " attributes ">\n" WORLD_AUTHORS
#define NAMED "from=\"1\" for=\"" WORLD_B "\" bundle=\"" SOME_ID "\" number=\"1\""
#define ONLY(kind, id) "<only kind=\"" kind "\" id=\"" id "\"/>"
#define LISTS "<only kind=\"lists\"/>"
#define CHANGES "<only kind=\"changes\"/>"

static void
add_heads (void)
{
  static const struct
  {
    gboolean expected;
    const char *head;
  } some[] = {
    { TRUE, HEAD ("for=\"" WORLD_B "\"") },
    { TRUE, HEAD ("from=\"1\" for=\"" WORLD_B "\"") },
    { TRUE, HEAD (NAMED) },
    { TRUE, HEAD (NAMED " got=\"" OTHER_ID "\"") },
    { TRUE, HEAD (NAMED " got=\"" OTHER_ID "\" base=\"" OTHER_ID "\"") },
    { TRUE, HEAD ("partial=\"true\"") LISTS },
    { TRUE, HEAD ("partial=\"true\"") CHANGES },
    { FALSE, HEAD ("partial=\"true\"") LISTS CHANGES },
    { FALSE, HEAD ("partial=\"true\"") CHANGES ONLY ("group", SOME_ID) },
    { FALSE, HEAD ("partial=\"true\"") ONLY ("changes", SOME_ID) },
    { FALSE, HEAD ("from=\"1\"") CHANGES },
    { TRUE, HEAD ("partial=\"true\" from=\"2\" for=\"" WORLD_B "\"") ONLY ("session", SOME_ID) },
    { TRUE, HEAD ("partial=\"true\"") ONLY ("session", SOME_ID) ONLY ("group", SOME_ID) },
    { TRUE, HEAD ("partial=\"true\"") ONLY ("group", SOME_ID) },
    { FALSE, HEAD ("for=\"b\"") },
    { FALSE, HEAD ("bundle=\"" SOME_ID "\"") },
    { FALSE, HEAD ("from=\"1\" for=\"" WORLD_B "\" bundle=\"" SOME_ID "\"") },
    { FALSE, HEAD ("from=\"1\" bundle=\"" SOME_ID "\" number=\"1\"") },
    { FALSE, HEAD ("for=\"" WORLD_B "\" bundle=\"" SOME_ID "\" number=\"1\"") },
    { FALSE, HEAD ("from=\"1\" for=\"" WORLD_B "\" bundle=\"" SOME_ID "\" number=\"0\"") },
    { FALSE, HEAD ("from=\"1\" for=\"" WORLD_B "\" bundle=\"" SOME_ID "\" number=\"1234567890\"") },
    { FALSE, HEAD ("from=\"1\" for=\"" WORLD_B "\" number=\"1\"") },
    { FALSE, HEAD ("from=\"1\" for=\"" WORLD_B "\" got=\"" OTHER_ID "\"") },
    { FALSE, HEAD ("base=\"" OTHER_ID "\"") },
    { FALSE, HEAD (NAMED " got=\"\"") },
    { FALSE, HEAD (NAMED " partial=\"true\"") LISTS },
    { FALSE, HEAD ("partial=\"true\"") },
    { FALSE, HEAD ("partial=\"false\"") LISTS },
    { FALSE, HEAD ("from=\"1\"") LISTS },
    { FALSE, HEAD ("partial=\"true\"") LISTS LISTS },
    { FALSE, HEAD ("partial=\"true\"") LISTS ONLY ("group", SOME_ID) },
    { FALSE, HEAD ("partial=\"true\"") ONLY ("group", SOME_ID) LISTS },
    { FALSE, HEAD ("partial=\"true\"") ONLY ("group", SOME_ID) ONLY ("session", SOME_ID) },
    { FALSE, HEAD ("partial=\"true\"") ONLY ("theme", SOME_ID) },
    { FALSE, HEAD ("partial=\"true\"") ONLY ("lists", SOME_ID) },
    { FALSE, HEAD ("partial=\"true\"") "<only kind=\"group\"/>" },
    { FALSE, HEAD ("partial=\"true\"") "<only id=\"" SOME_ID "\"/>" },
    { FALSE, "<bundle xmlns=\"urn:earshot:bundle:1\" partial=\"true\">" LISTS WORLD_AUTHORS },
    { FALSE, HEAD ("partial=\"true\"") LISTS STAMPED (NAME) LISTS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (some); i++)
    judge_add (some[i].expected, "head", g_strconcat (some[i].head, WORLD_TAIL, NULL));
}

static gboolean
take_bundle (EarStore *store, const char *text, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };

  return world_merge_bytes (store, text, -1, &result, error);
}

static void
test_bundle (void)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      add_kind (ear_kind_info ((EarKind) i));
      add_swapped_fields (ear_kind_info ((EarKind) i));
    }
  add_orders ();
  add_stamps ();
  add_structures ();
  add_heads ();
  judge_all ("bundle.rnc", take_bundle);
}

/* What Earshot itself writes, and the sample that comes with it. */
static void
test_exports (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "sample");
  g_autoptr (EarStore) other = ear_test_store (folder, "other");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");

  g_assert_true (ear_shipped_load_sample (store, NULL));
  world_merge (other, store, NULL);
  world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "Two");
  world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_NOTES, NULL);
  world_set (other, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, NULL);
  ear_store_set_deleted (other, EAR_KIND_SESSION, &session->id, TRUE, NULL);
  ear_store_erase (other, EAR_KIND_SESSION, &EAR_ID_NONE, NULL);
  world_merge (store, other, NULL);

  judge_add (TRUE, "export", world_export (store));
  judge_add (TRUE, "export", world_export (other));
  {
    EarId partner = ear_id_new ();
    EarExportOptions for_partner = { .partner = &partner };
    EarExportOptions of_session = { .partner = &partner, .sessions = &session->id, .n_sessions = 1 };
    EarExportOptions lists = { .lists_only = TRUE };

    judge_add (TRUE, "export", travel_export (store, &for_partner));
    judge_add (TRUE, "export", travel_export (store, &of_session));
    judge_add (TRUE, "export", travel_export (store, &lists));
  }
  judge_add_shipped ("sample");
  judge_all ("bundle.rnc", take_bundle);
}

static char *
read_page (void)
{
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", "schema", "README.md", NULL);
  char *page = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  return page;
}

static void
assert_says (const char *section, const char *kind, const char *format, const char *word, gboolean expected)
{
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *text = g_strjoinv (word, around);

  if ((strstr (section, text) != NULL) != expected)
    g_error ("data/schema/README.md: `%s` should%s say “%s”", kind, expected ? "" : " not", text);
}

/* The page in words lists each kind with each field that travels, its list of words and what it refers to, and no other. */
static void
test_page (void)
{
  g_autofree char *page = read_page ();

  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      const EarKindInfo *kind = ear_kind_info ((EarKind) i);
      g_autofree char *heading = g_strdup_printf ("### `%s`\n", kind->name);
      const char *start = strstr (page, heading);
      const char *end = start == NULL ? NULL : strstr (start + strlen (heading), "\n#");
      g_autofree char *section = NULL;
      guint n_rows = 0, n_fields = 0;

      if (end == NULL)
        g_error ("data/schema/README.md does not explain `%s`", kind->name);
      section = g_strndup (start, (gsize) (end - start));
      for (guint j = 1; j < kind->n_fields; j++)
        {
          const EarFieldInfo *info = &kind->fields[j];

          assert_says (section, kind->name, "\n| `%s` | ", info->name, !(info->flags & EAR_FIELD_LOCAL));
          n_fields += !(info->flags & EAR_FIELD_LOCAL);
          for (guint k = 0; info->type == EAR_TYPE_TERM && info->terms[k] != NULL; k++)
            assert_says (section, kind->name, "`%s`", info->terms[k], TRUE);
          if (info->type == EAR_TYPE_REFERENCE)
            assert_says (section, kind->name, "reference: `%s`", ear_kind_info (info->target)->name, TRUE);
        }
      for (const char *row = strstr (section, "\n| `"); row != NULL; row = strstr (row + 1, "\n| `"))
        n_rows++;
      g_assert_cmpuint (n_rows, ==, n_fields);
    }
}

/* Its example is a bundle. */
static void
test_page_example (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "mine");
  g_autofree char *page = read_page ();
  char *example = strstr (page, "```xml\n") + strlen ("```xml\n");

  *strstr (example, "```") = '\0';
  world_must_merge (store, example, NULL);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM contributions WHERE feeling = 'not-working'"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/grammar/bundle", test_bundle);
  g_test_add_func ("/exchange/grammar/exports", test_exports);
  g_test_add_func ("/exchange/grammar/page", test_page);
  g_test_add_func ("/exchange/grammar/page-example", test_page_example);
  return g_test_run ();
}
