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

/* Letters of most scripts are the beginning of a word that is still being typed. Of the others one alone is a word. */
static gboolean
is_only_begun (const char *phrase)
{
  return g_utf8_strlen (phrase, -1) == 1 && g_utf8_get_char (phrase) < 0x2E80;
}

/* What is typed as the phrases it is made of. @closed: the last one was ended by a quotation mark. */
static GPtrArray *
read_phrases (const char *typed, gboolean *closed)
{
  g_autofree char *valid = typed == NULL ? NULL : g_utf8_make_valid (typed, -1);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, valid);
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) phrase = g_string_new (NULL);
  gboolean quoted = FALSE;

  *closed = FALSE;
  for (const char *p = tidy; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_quote (c))
        {
          *closed = quoted && has_word (phrase->str);
          quoted = !quoted;
          take_phrase (phrases, phrase);
        }
      else if (!quoted && g_unichar_isspace (c))
        take_phrase (phrases, phrase);
      else
        {
          *closed = *closed && !is_searchable (c);
          g_string_append_unichar (phrase, c);
        }
    }
  take_phrase (phrases, phrase);
  /* Every voice has a word that begins with nearly any letter: of a million it would take seconds to say so. */
  if (!*closed && phrases->len > 0 && is_only_begun (phrases->pdata[phrases->len - 1]))
    {
      g_ptr_array_set_size (phrases, (int) phrases->len - 1);
      *closed = TRUE;
    }
  return phrases;
}

/**
 * ear_search_expression:
 * @typed: (nullable): what a person typed so far
 *
 * All words must be there; the last one may be the beginning of a longer one, since it is still being typed, unless it
 * stands in quotation marks that were closed. A single letter at the end is not looked for yet. Words in quotation marks must follow one another.
 *
 * Returns: (transfer full) (nullable): the expression, %NULL where nothing typed can be looked for. Any thread.
 */
char *
ear_search_expression (const char *typed)
{
  gboolean closed;
  g_autoptr (GPtrArray) phrases = read_phrases (typed, &closed);
  g_autoptr (GString) expression = g_string_new (NULL);

  if (phrases->len == 0)
    return NULL;
  for (guint i = 0; i < phrases->len; i++)
    g_string_append_printf (expression, "%s\"%s\"", i == 0 ? "" : " ", (const char *) g_ptr_array_index (phrases, i));
  if (!closed)
    g_string_append (expression, " *");
  return g_string_free (g_steal_pointer (&expression), FALSE);
}

/* The accents that the index leaves out: remove_diacritics 2 of schema/001.sql. */
static gboolean
is_accent (gunichar c)
{
  return c >= 0x300 && c <= 0x331;
}

static void
append_folded (GString *word, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));

  /* Only a letter with accents is taken apart: the parts of a syllable of Hangul are letters of their own. */
  if (n > 1 && !is_accent (parts[1]))
    n = 0;
  if (!is_accent (c))
    g_string_append_unichar (word, g_unichar_tolower (n == 0 ? c : parts[0]));
}

typedef struct
{
  guint start, end; /* bytes */
  char *folded;
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->folded);
}

/* The words of a text as the index has them. */
static GArray *
read_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;

  g_array_set_clear_func (words, word_clear);
  while (*p != '\0')
    {
      g_autoptr (GString) folded = g_string_new (NULL);
      const char *start = p;
      Word word;

      for (; *p != '\0' && is_searchable (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        append_folded (folded, g_utf8_get_char (p));
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      word = (Word){ (guint) (start - text), (guint) (p - text), g_string_free (g_steal_pointer (&folded), FALSE) };
      g_array_append_val (words, word);
    }
  return words;
}

static gboolean
follows (const GArray *words, guint at, const GArray *phrase, gboolean open)
{
  for (guint i = 0; i < phrase->len; i++)
    {
      const char *wanted = g_array_index (phrase, Word, i).folded, *found;

      if (at + i >= words->len)
        return FALSE;
      found = g_array_index (words, Word, at + i).folded;
      if (open && i + 1 == phrase->len ? !g_str_has_prefix (found, wanted) : !g_str_equal (found, wanted))
        return FALSE;
    }
  return phrase->len > 0;
}

/**
 * ear_search_hits:
 * @typed: (nullable): what was searched for
 * @text: one that was found
 *
 * Returns: (transfer full) (element-type guint): where in @text the words are that made it be found: the first byte of each
 *   stretch and the one after its last, one stretch after another as the phrases stand. Any thread.
 */
GArray *
ear_search_hits (const char *typed, const char *text)
{
  gboolean closed;
  g_autoptr (GPtrArray) phrases = read_phrases (typed, &closed);
  g_autoptr (GArray) words = phrases->len == 0 ? NULL : read_words (text);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < phrases->len; i++)
    {
      g_autoptr (GArray) phrase = read_words (phrases->pdata[i]);

      for (guint at = 0; at < words->len; at++)
        {
          if (!follows (words, at, phrase, !closed && i + 1 == phrases->len))
            continue;
          g_array_append_val (hits, g_array_index (words, Word, at).start);
          g_array_append_val (hits, g_array_index (words, Word, at + phrase->len - 1).end);
        }
    }
  return hits;
}
