/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expression is made of nothing but quoted phrases, spaces and a final asterisk, so that no text typed, operators
 * and column names of the search language among it, can be anything but words. */
#include "ear-search.h"

#include <string.h>

#include "ear-record.h"

/* Words beyond these are not looked for. The longest line somebody pastes stays a small expression. */
#define MAX_PHRASES 32
#define MAX_PHRASE_BYTES 400

/* The characters that the search index keeps: categories L*, M*, N* and Co of schema/001.sql. */
static gboolean
is_searchable (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_PRIVATE_USE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The opening and closing quotation marks may be mixed: keyboards and phones differ. */
static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E;
}

static gboolean
has_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_searchable (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

/* Ends the phrase that was being read. Punctuation alone is no phrase. */
static void
take_phrase (GPtrArray *phrases, GString *phrase)
{
  if (has_word (phrase->str) && phrases->len < MAX_PHRASES && phrase->len <= MAX_PHRASE_BYTES)
    g_ptr_array_add (phrases, g_strdup (phrase->str));
  g_string_truncate (phrase, 0);
}

/**
 * ear_search_expression:
 * @typed: (nullable): what a person typed so far
 *
 * All words must be there; the last one may be the beginning of a longer one, since it is still being typed, unless it
 * stands in quotation marks that were closed. Words in quotation marks must follow one another.
 *
 * Returns: (transfer full) (nullable): the expression, %NULL where nothing typed can be looked for. Any thread.
 */
char *
ear_search_expression (const char *typed)
{
  g_autofree char *valid = typed == NULL ? NULL : g_utf8_make_valid (typed, -1);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, valid);
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) phrase = g_string_new (NULL);
  g_autoptr (GString) expression = g_string_new (NULL);
  gboolean quoted = FALSE, closed = FALSE;

  for (const char *p = tidy; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_quote (c))
        {
          closed = quoted && has_word (phrase->str);
          quoted = !quoted;
          take_phrase (phrases, phrase);
        }
      else if (!quoted && g_unichar_isspace (c))
        take_phrase (phrases, phrase);
      else
        {
          closed = closed && !is_searchable (c);
          g_string_append_unichar (phrase, c);
        }
    }
  take_phrase (phrases, phrase);
  if (phrases->len == 0)
    return NULL;

  for (guint i = 0; i < phrases->len; i++)
    g_string_append_printf (expression, "%s\"%s\"", i == 0 ? "" : " ", (const char *) g_ptr_array_index (phrases, i));
  if (!closed)
    g_string_append (expression, " *");
  return g_string_free (g_steal_pointer (&expression), FALSE);
}
