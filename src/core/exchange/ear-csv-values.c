/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-csv-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-record.h"
#include "ear-terms.h"

typedef struct
{
  const char *word; /* folded */
  const char *value;
} Synonym;

static const Synonym feelings[] = {
  { "+", EAR_FEELING_WORKING },           { "works", EAR_FEELING_WORKING },
  { "working", EAR_FEELING_WORKING },     { "works well", EAR_FEELING_WORKING },
  { "positive", EAR_FEELING_WORKING },    { "good", EAR_FEELING_WORKING },
  { "praise", EAR_FEELING_WORKING },      { "compliment", EAR_FEELING_WORKING },
  { "-", EAR_FEELING_NOT_WORKING },       { "does not work", EAR_FEELING_NOT_WORKING },
  { "doesn't work", EAR_FEELING_NOT_WORKING }, { "not working well", EAR_FEELING_NOT_WORKING },
  { "negative", EAR_FEELING_NOT_WORKING }, { "bad", EAR_FEELING_NOT_WORKING },
  { "complaint", EAR_FEELING_NOT_WORKING }, { "concern", EAR_FEELING_NOT_WORKING },
  { "problem", EAR_FEELING_NOT_WORKING }, { "!", EAR_FEELING_IDEA },
  { "ideas", EAR_FEELING_IDEA },          { "suggestion", EAR_FEELING_IDEA },
  { "recommendation", EAR_FEELING_IDEA }, { "wish", EAR_FEELING_IDEA },
  { "?", EAR_FEELING_QUESTION },          { "questions", EAR_FEELING_QUESTION },
  { "query", EAR_FEELING_QUESTION },      { "+-", EAR_FEELING_MIXED },
  { "both", EAR_FEELING_MIXED },          { "neutral", EAR_FEELING_MIXED },
};

static const Synonym settings[] = {
  { "interview", "conversation" },   { "1:1", "conversation" },          { "one to one", "conversation" },
  { "focus group", "group" },        { "group discussion", "group" },    { "workshop", "group" },
  { "coffee morning", "drop-in" },   { "surgery", "drop-in" },           { "questionnaire", "survey" },
  { "survey batch", "survey" },      { "event", "outreach" },            { "stall", "outreach" },
  { "outreach event", "outreach" },  { "community assembly", "assembly" }, { "report", "published" },
  { "published report", "published" },
};

static const Synonym permissions[] = {
  { "may be quoted", EAR_PERMISSION_QUOTE },     { "quotable", EAR_PERMISSION_QUOTE },
  { "in other words only", EAR_PERMISSION_PARAPHRASE }, { "paraphrase only", EAR_PERMISSION_PARAPHRASE },
  { "count only", EAR_PERMISSION_COUNT },        { "internal only", EAR_PERMISSION_INTERNAL },
  { "private", EAR_PERMISSION_INTERNAL },
};

/**
 * ear_csv_fold:
 *
 * Returns: (transfer full): @text as it is compared: capitals, kinds of quotation marks and hyphens, and how many
 *   blanks there are make no difference.
 */
char *
ear_csv_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal == NULL ? "" : normal, -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2019 || c == 0x2018)
        c = '\'';
      if (!g_unichar_isspace (c))
        g_string_append_unichar (words, c);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  return g_strchomp (g_string_free (g_steal_pointer (&words), FALSE));
}

/* Words that stand between hyphens or underscores are words all the same. */
static char *
fold_words (const char *text)
{
  char *folded = ear_csv_fold (text);

  if (strlen (folded) > 2)
    g_strdelimit (folded, "-_", ' ');
  return folded;
}

static char *
list_words (const char *const *terms, const Synonym *synonyms, gsize n)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; terms[i] != NULL; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", terms[i]);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? _ ("; or also: ") : ", ", synonyms[i].word);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static const char *
find (const char *text, const char *const *terms, const Synonym *synonyms, gsize n, char **expected)
{
  g_autofree char *folded = fold_words (text);

  if (*folded == '\0')
    return NULL;
  for (gsize i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = fold_words (terms[i]);

      if (g_str_equal (term, folded))
        return terms[i];
    }
  for (gsize i = 0; i < n; i++)
    {
      if (g_str_equal (synonyms[i].word, folded))
        return synonyms[i].value;
    }
  *expected = list_words (terms, synonyms, n);
  return NULL;
}

const char *
ear_csv_feeling (const char *text, char **expected)
{
  return find (text, EAR_TERMS_FEELING, feelings, G_N_ELEMENTS (feelings), expected);
}

const char *
ear_csv_setting (const char *text, char **expected)
{
  return find (text, EAR_TERMS_SESSION_NATURE, settings, G_N_ELEMENTS (settings), expected);
}

const char *
ear_csv_permission (const char *text, char **expected)
{
  return find (text, EAR_TERMS_PERMISSION, permissions, G_N_ELEMENTS (permissions), expected);
}

/* Day, month and year as they are written in Britain: 22/11/2026, 1/2/2026. */
static char *
british_date (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "/.", -1);
  guint64 day, month, year;

  if (g_strv_length (parts) != 3 || strlen (parts[2]) != 4
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, 31, &day, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, 12, &month, NULL)
      || !g_ascii_string_to_unsigned (parts[2], 10, 1, 9999, &year, NULL))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", (guint) year, (guint) month, (guint) day);
}

/**
 * ear_csv_date:
 *
 * Returns: (transfer full) (nullable): the date as a record holds it, by year, month, day or minute.
 */
char *
ear_csv_date (const char *text, char **expected)
{
  g_autofree char *date = NULL;

  if (*text == '\0')
    return NULL;
  date = british_date (text);
  if (date == NULL)
    date = g_strdup (text);
  if (strlen (date) == 16 && date[10] == ' ')
    date[10] = 'T';
  if (ear_value_validate (EAR_KIND_SESSION, EAR_SESSION_STARTED, date, NULL))
    return g_steal_pointer (&date);
  *expected = g_strdup (_ ("2026, 2026-11, 2026-11-22 or 22/11/2026"));
  return NULL;
}
