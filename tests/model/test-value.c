/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each type of field takes and refuses, and the one form that typed text is kept in. */
#include "ear-error.h"
#include "ear-join.h"
#include "ear-record.h"
#include "ear-terms.h"

#include <string.h>

typedef struct
{
  EarKind kind;
  guint field;
  const char *value;
} Example;

static const Example accepted[] = {
  { EAR_KIND_SESSION, EAR_FIELD_DELETED, "true" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "Carers’ coffee morning" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "আমাদের কথা" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "a < b & \"c\" ]]>" },
  { EAR_KIND_SESSION, EAR_SESSION_NOTES, "one\n\ntwo\tthree" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "0" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "7" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "999999999999999" },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_VERBATIM, "true" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2024-02-29" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "0001-01-01" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T00:00" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T23:59" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "bn" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "en-GB" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "sr-Latn-RS" },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_FEELING, EAR_FEELING_IDEA },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_PERMISSION, EAR_PERMISSION_COUNT },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SESSION, "0190a5d4-6f3b-7c21-8def-00112233aabb" },
};

static const Example refused[] = {
  { EAR_KIND_SESSION, EAR_FIELD_DELETED, "false" },
  { EAR_KIND_SESSION, EAR_FIELD_DELETED, "1" },
  { EAR_KIND_SESSION, EAR_FIELD_DELETED, "True" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "two\nlines" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "a\ttab" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "bell \a" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "\xef\xbf\xbf" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "\xef\xbf\xbe" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "caf\xe9" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "\xed\xa0\x80" },
  { EAR_KIND_SESSION, EAR_SESSION_TITLE, "\xc0\xaf" },
  { EAR_KIND_SESSION, EAR_SESSION_NOTES, "form\ffeed" },
  { EAR_KIND_SESSION, EAR_SESSION_NOTES, "return\r" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "-1" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "+1" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "01" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "1.5" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "1 " },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "1e3" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "0x10" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "1000000000000000" },
  { EAR_KIND_SESSION, EAR_SESSION_PEOPLE, "৭" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2023-02-29" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2026-04-31" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2026-4-1" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "12/11/2026" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2026-11" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "2026-11-12T10:00" },
  { EAR_KIND_SESSION, EAR_SESSION_CONSENT_DATE, "0000-01-01" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "26" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-13" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T24:00" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T10:60" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12 10:00" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T10:00Z" },
  { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2026-11-12T10:0" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "e" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "en_GB" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "en-" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "-en" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "বাংলা" },
  { EAR_KIND_SESSION, EAR_SESSION_LANGUAGE, "a-language-tag-that-goes-on-and-on-and-on" },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_FEELING, "Idea" },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_FEELING, EAR_PERMISSION_QUOTE },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SESSION, "0190A5D4-6f3b-7c21-8def-00112233aabb" },
  { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SESSION, "session 1" },
};

static void
test_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *tidy = NULL;

      g_assert_true (ear_value_validate (accepted[i].kind, accepted[i].field, accepted[i].value, &error));
      g_assert_no_error (error);
      tidy = ear_value_tidy (ear_field_info (accepted[i].kind, accepted[i].field)->type, accepted[i].value);
      g_assert_cmpstr (tidy, ==, accepted[i].value);
    }
}

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      if (ear_value_validate (refused[i].kind, refused[i].field, refused[i].value, &error))
        g_error ("“%s” was taken as %s", refused[i].value, ear_field_info (refused[i].kind, refused[i].field)->name);
      g_assert_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_INVALID_VALUE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "Nothing was changed"));
    }
}

static void
assert_limit (guint field, gsize limit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fits = g_strnfill (limit, 'x');
  g_autofree char *too_long = g_strnfill (limit + 1, 'x');

  g_assert_true (ear_value_validate (EAR_KIND_SESSION, field, fits, &error));
  g_assert_no_error (error);
  g_assert_false (ear_value_validate (EAR_KIND_SESSION, field, too_long, &error));
  g_assert_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_TOO_LONG);
}

static void
test_limits (void)
{
  assert_limit (EAR_SESSION_TITLE, EAR_MAX_LINE_BYTES);
  assert_limit (EAR_SESSION_NOTES, EAR_MAX_PROSE_BYTES);
}

/* Every list of words: each word is taken by every field that has the list, and nothing beside them. */
static void
test_terms (void)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      for (guint field = 0; field < ear_kind_info ((EarKind) kind)->n_fields; field++)
        {
          const EarFieldInfo *info = ear_field_info ((EarKind) kind, field);

          g_assert_cmpint (info->type == EAR_TYPE_TERM, ==, info->terms != NULL);
          for (guint i = 0; info->terms != NULL && info->terms[i] != NULL; i++)
            {
              g_autofree char *longer = g_strconcat (info->terms[i], "s", NULL);

              g_assert_true (ear_value_validate ((EarKind) kind, field, info->terms[i], NULL));
              g_assert_false (ear_value_validate ((EarKind) kind, field, longer, NULL));
            }
        }
    }
}

static void
assert_tidy (EarType type, const char *typed, const char *expected)
{
  g_autofree char *tidy = ear_value_tidy (type, typed);
  g_autofree char *again = ear_value_tidy (type, tidy);

  g_assert_cmpstr (tidy, ==, expected);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_tidy (void)
{
  assert_tidy (EAR_TYPE_LINE, NULL, NULL);
  assert_tidy (EAR_TYPE_LINE, "", NULL);
  assert_tidy (EAR_TYPE_LINE, " \t\r\n ", NULL);
  assert_tidy (EAR_TYPE_LINE, "\a\b", NULL);
  assert_tidy (EAR_TYPE_LINE, "  a  b  ", "a  b");
  assert_tidy (EAR_TYPE_LINE, "one\ntwo\tthree\r\nfour\rfive", "one two three four five");
  assert_tidy (EAR_TYPE_PROSE, "one\ntwo\tthree\r\nfour\rfive\r", "one\ntwo\tthree\nfour\nfive");
  assert_tidy (EAR_TYPE_PROSE, "\n\none\r\r\ntwo\n", "one\n\ntwo");
  assert_tidy (EAR_TYPE_PROSE, "a\x01\x0b\x0c\x1f" "b\xef\xbf\xbe\xef\xbf\xbf", "ab");
  /* Typed as letters and marks apart, kept as one. */
  assert_tidy (EAR_TYPE_LINE, "cafe\xcc\x81", "caf\xc3\xa9");
  assert_tidy (EAR_TYPE_LINE, "e\x01\xcc\x81", "\xc3\xa9");
  assert_tidy (EAR_TYPE_LINE, "S\xcc\xa6tefan", "\xc8\x98tefan");
  /* Not folded: NFC, never NFKC. */
  assert_tidy (EAR_TYPE_LINE, "\xef\xac\x81ve \xc2\xbd", "\xef\xac\x81ve \xc2\xbd");
  assert_tidy (EAR_TYPE_PROSE, "বাংলা", "বাংলা");
}

/* Any text at all: tidied it is taken, and tidying it again changes nothing. */
static void
test_tidy_any_text (void)
{
  static const gunichar tricky[] = { ' ', '\t', '\n', '\r', 1, 0x1f, 0x7f, 0x85, 0xa0, 0x301, 0x323, 0x327, 0x9be, 0x9cd,
                                     0x5b0, 0x64b, 0x1100, 0x1161, 0x11a8,
                                     0x2028, 0x2029, 0x202e, 0x212b, 0xac00, 0xfeff, 0xfffd, 0xfffe, 0xffff,
                                     0x1d15e, 0x1f600, 0x2f800 };
  static const EarType types[] = { EAR_TYPE_LINE, EAR_TYPE_PROSE };

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      EarType type = types[i % 2];
      guint field = type == EAR_TYPE_LINE ? EAR_SESSION_TITLE : EAR_SESSION_NOTES;
      g_autofree char *tidy = NULL;
      g_autofree char *again = NULL;

      for (int j = g_test_rand_int_range (0, 12); j > 0; j--)
        {
          gunichar c = g_test_rand_int_range (0, 2) ? tricky[g_test_rand_int_range (0, G_N_ELEMENTS (tricky))]
                                                    : (gunichar) g_test_rand_int_range (1, 0x3000);

          g_string_append_unichar (typed, c);
        }
      tidy = ear_value_tidy (type, typed->str);
      again = ear_value_tidy (type, tidy);
      g_assert_cmpstr (again, ==, tidy);
      g_assert_true (ear_value_validate (EAR_KIND_SESSION, field, tidy, NULL));
    }
}

static void
test_record_needs (void)
{
  g_autoptr (EarRecord) mapping = ear_record_new (EAR_KIND_MAPPING);
  g_autoptr (GError) error = NULL;
  EarId id = ear_id_new ();

  ear_record_set_id (mapping, EAR_MAPPING_THEME, &id);
  g_assert_false (ear_record_validate (mapping, &error));
  g_assert_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_MISSING_VALUE);
  g_clear_error (&error);

  ear_record_set_flag (mapping, EAR_FIELD_DELETED, TRUE);
  g_assert_true (ear_record_validate (mapping, &error));
  ear_record_set_flag (mapping, EAR_FIELD_DELETED, FALSE);
  ear_record_set_id (mapping, EAR_MAPPING_PRIORITY, &id);
  g_assert_true (ear_record_validate (mapping, &error));
  g_assert_no_error (error);
}

static void
test_record_edits (void)
{
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);
  EarStamp stamp = { ear_clock_make (1000, 0), ear_id_new () };

  g_assert_cmpint (ear_record_get_integer (session, EAR_SESSION_PEOPLE), ==, -1);
  ear_record_set (session, EAR_SESSION_TITLE, "One");
  ear_record_set_integer (session, EAR_SESSION_PEOPLE, 12);
  g_assert_true (ear_record_is_edited (session, EAR_SESSION_TITLE));
  ear_record_stamp (session, &stamp);
  g_assert_cmpuint (session->edited, ==, 0);
  g_assert_true (ear_stamp_equal (&session->fields[EAR_FIELD_DELETED].shown.stamp, &stamp));

  /* The same value again, or blanks around it, is no edit. */
  ear_record_set (session, EAR_SESSION_TITLE, " One\n");
  ear_record_set_integer (session, EAR_SESSION_PEOPLE, 12);
  ear_record_set (session, EAR_SESSION_VENUE, "  ");
  g_assert_cmpuint (session->edited, ==, 0);
  ear_record_set_integer (session, EAR_SESSION_PEOPLE, -1);
  g_assert_true (ear_record_is_edited (session, EAR_SESSION_PEOPLE));
  g_assert_null (ear_record_get (session, EAR_SESSION_PEOPLE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/value/accepted", test_accepted);
  g_test_add_func ("/model/value/refused", test_refused);
  g_test_add_func ("/model/value/limits", test_limits);
  g_test_add_func ("/model/value/terms", test_terms);
  g_test_add_func ("/model/value/tidy", test_tidy);
  g_test_add_func ("/model/value/tidy-any-text", test_tidy_any_text);
  g_test_add_func ("/model/value/record-needs", test_record_needs);
  g_test_add_func ("/model/value/record-edits", test_record_edits);
  return g_test_run ();
}
