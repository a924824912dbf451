/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a text, word by word. Words are what stands between blanks, in every script. */
#include "ear-look.h"

#include <string.h>

/* Texts that differ in more words than this by more than this are marked from the first to the last difference. */
#define MAX_CELLS (1000 * 1000)

static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (EarTextSpan));
  gboolean in_word = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean blank = g_unichar_isspace (g_utf8_get_char (at));
      EarTextSpan begin = { (gsize) (at - text), strlen (text) };

      if (blank && in_word)
        g_array_index (words, EarTextSpan, words->len - 1).end = (gsize) (at - text);
      else if (!blank && !in_word)
        g_array_append_val (words, begin);
      in_word = !blank;
    }
  return words;
}

typedef struct
{
  const char *text[2];
  GArray *words[2];
  guint begin;     /* so many words are the same at the beginning */
  guint end[2];    /* and from here on */
} Pair;

static gboolean
same_word (const Pair *pair, guint one, guint other)
{
  const EarTextSpan *a = &g_array_index (pair->words[0], EarTextSpan, one);
  const EarTextSpan *b = &g_array_index (pair->words[1], EarTextSpan, other);

  return a->end - a->start == b->end - b->start
         && memcmp (pair->text[0] + a->start, pair->text[1] + b->start, a->end - a->start) == 0;
}

static void
pair_init (Pair *pair, const char *text, const char *other)
{
  *pair = (Pair) { .text = { text, other }, .words = { split_words (text), split_words (other) } };
  pair->end[0] = pair->words[0]->len;
  pair->end[1] = pair->words[1]->len;
  while (pair->begin < MIN (pair->end[0], pair->end[1]) && same_word (pair, pair->begin, pair->begin))
    pair->begin++;
  while (MIN (pair->end[0], pair->end[1]) > pair->begin && same_word (pair, pair->end[0] - 1, pair->end[1] - 1))
    {
      pair->end[0]--;
      pair->end[1]--;
    }
}

static void
pair_clear (Pair *pair)
{
  g_array_unref (pair->words[0]);
  g_array_unref (pair->words[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

/* One span for words that follow each other. */
static void
mark (GArray *spans, const Pair *pair, guint word, gboolean goes_on)
{
  const EarTextSpan *span = &g_array_index (pair->words[0], EarTextSpan, word);

  if (goes_on && spans->len > 0)
    g_array_index (spans, EarTextSpan, spans->len - 1).end = span->end;
  else
    g_array_append_val (spans, *span);
}

/* The longest common subsequence, from the end, so that it can be read from the beginning. */
static void
mark_middle (GArray *spans, const Pair *pair)
{
  guint n = pair->end[0] - pair->begin, m = pair->end[1] - pair->begin;
  g_autofree guint16 *longest = NULL;
  gboolean goes_on = FALSE;
  guint i = 0, j = 0;

  if ((guint64) (n + 1) * (m + 1) > MAX_CELLS)
    {
      for (guint word = 0; word < n; word++)
        mark (spans, pair, pair->begin + word, word > 0);
      return;
    }
  longest = g_new0 (guint16, (gsize) (n + 1) * (m + 1));
  for (guint a = n; a-- > 0;)
    for (guint b = m; b-- > 0;)
      longest[a * (m + 1) + b] = same_word (pair, pair->begin + a, pair->begin + b)
                                   ? longest[(a + 1) * (m + 1) + b + 1] + 1
                                   : MAX (longest[(a + 1) * (m + 1) + b], longest[a * (m + 1) + b + 1]);
  while (i < n)
    {
      if (j < m && same_word (pair, pair->begin + i, pair->begin + j))
        {
          i++, j++;
          goes_on = FALSE;
        }
      else if (j < m && longest[i * (m + 1) + j + 1] > longest[(i + 1) * (m + 1) + j])
        j++;
      else
        {
          mark (spans, pair, pair->begin + i++, goes_on);
          goes_on = TRUE;
        }
    }
}

/**
 * ear_word_diff:
 *
 * Returns: (transfer full) (element-type EarTextSpan): the words of @text that are not in @other, in order.
 */
GArray *
ear_word_diff (const char *text, const char *other)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (EarTextSpan));
  g_auto (Pair) pair = { 0 };

  pair_init (&pair, text, other);
  mark_middle (spans, &pair);
  return spans;
}

/* The text from one word to before another. */
static char *
words_from (const Pair *pair, guint which, guint from, guint to)
{
  const GArray *words = pair->words[which];
  gsize start, end;

  if (from >= to)
    return g_strdup ("");
  start = g_array_index (words, EarTextSpan, from).start;
  end = g_array_index (words, EarTextSpan, to - 1).end;
  return g_strndup (pair->text[which] + start, end - start);
}

static char *
join_parts (const char *first, const char *middle, const char *last)
{
  const char *parts[] = { first, middle, last };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (*parts[i] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * ear_word_combine:
 *
 * Begins a text that says what both say, for a person to finish. Where they are one text with a few words changed, the words
 * of both stand there side by side; where they are two texts, one follows the other.
 *
 * Returns: (transfer full): the text.
 */
char *
ear_word_combine (const char *one, const char *other)
{
  g_auto (Pair) pair = { 0 };
  g_autofree char *first = NULL, *last = NULL, *own = NULL, *theirs = NULL, *middle = NULL;
  guint n;

  pair_init (&pair, one, other);
  n = MAX (pair.words[0]->len, pair.words[1]->len);
  if (pair.begin == pair.end[1])
    return g_strdup (one);
  if (pair.begin == pair.end[0])
    return g_strdup (other);
  if (3 * (pair.begin + pair.words[0]->len - pair.end[0]) < 2 * n)
    return g_strconcat (one, "\n", other, NULL);
  first = words_from (&pair, 0, 0, pair.begin);
  last = words_from (&pair, 0, pair.end[0], pair.words[0]->len);
  own = words_from (&pair, 0, pair.begin, pair.end[0]);
  theirs = words_from (&pair, 1, pair.begin, pair.end[1]);
  middle = g_strconcat (own, " / ", theirs, NULL);
  return join_parts (first, middle, last);
}
