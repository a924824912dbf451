/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-span.h"

#include <string.h>

/* Looking for words that are nearly the same takes the product of both lengths. */
#define MAX_ALIGNMENT 4000000
/* Shorter words are found nearly everywhere. */
#define MIN_ALIGNED 6
/* Of the quoted code points, at most this part may differ. */
#define MAX_DIFFERENT(n) ((n) * 2 / 5)

/**
 * ear_span_words:
 *
 * Returns: (transfer full) (nullable): what @span covers of @text; %NULL where that is nothing or not in it.
 */
char *
ear_span_words (const EarSpan *span, const char *text)
{
  glong n = text == NULL ? 0 : g_utf8_strlen (text, -1);

  if (span->start < 0 || span->start >= span->end || span->end > n)
    return NULL;
  return g_utf8_substring (text, (glong) span->start, (glong) span->end);
}

/* A mark can stand on a blank, and is read. */
static gboolean
is_blank (const char *text, gint64 start, gint64 end)
{
  const char *p = g_utf8_offset_to_pointer (text, (glong) start);

  for (gint64 i = start; i < end; i++, p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_span_tidy:
 *
 * Returns: @span as it is kept: whole characters, without the blanks at its ends; empty where nothing else is in it.
 */
EarSpan
ear_span_tidy (const EarSpan *span, const char *text)
{
  EarSpan tidy = ear_span_snap (span, text);
  gsize n;
  g_autofree gboolean *boundaries = ear_text_boundaries (text, &n);

  while (tidy.start < tidy.end)
    {
      gint64 next = tidy.start + 1;

      while (!boundaries[next])
        next++;
      if (!is_blank (text, tidy.start, next))
        break;
      tidy.start = next;
    }
  while (tidy.start < tidy.end)
    {
      gint64 last = tidy.end - 1;

      while (!boundaries[last])
        last--;
      if (!is_blank (text, last, tidy.end))
        break;
      tidy.end = last;
    }
  return tidy;
}

/* For each beginning of @quote, how long the longest shorter one is that it ends with: so that a text is gone through once, however
 * often the words come in it. Knuth, Morris and Pratt (1977), “Fast pattern matching in strings”. */
static gsize *
make_fallbacks (const char *quote, gsize size)
{
  gsize *fallbacks = g_new0 (gsize, size);

  for (gsize i = 1, matched = 0; i < size; i++)
    {
      while (matched > 0 && quote[matched] != quote[i])
        matched = fallbacks[matched - 1];
      matched += quote[matched] == quote[i];
      fallbacks[i] = matched;
    }
  return fallbacks;
}

static gboolean
find_nearest (const char *text, gint64 start, const char *quote, EarSpan *found)
{
  gsize size = strlen (quote), matched = 0;
  g_autofree gsize *fallbacks = make_fallbacks (quote, size);
  gint64 length = g_utf8_strlen (quote, -1), best = -1, n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      /* In code points, how many of them end before the byte after this one. */
      n += (p[1] & 0xc0) != 0x80;
      while (matched > 0 && (matched == size || quote[matched] != *p))
        matched = fallbacks[matched - 1];
      matched += quote[matched] == *p;
      if (matched == size && (best < 0 || ABS (n - length - start) < ABS (best - start)))
        best = n - length;
    }
  *found = (EarSpan){ best, best + length };
  return best >= 0;
}

typedef struct
{
  int different;
  int start; /* where in the text the words that were compared begin */
} Cell;

/* The part of the text that takes the fewest letters put in, taken out or changed to become the quote; of several the nearest,
 * then the shortest. Sellers (1980), “The theory and computation of evolutionary distances”. */
static gboolean
find_alike (const gunichar *text, int n_text, const gunichar *quote, int n_quote, gint64 start, EarSpan *found)
{
  g_autofree Cell *row = g_new (Cell, (gsize) n_text + 1);
  int best = G_MAXINT;

  for (int j = 0; j <= n_text; j++)
    row[j] = (Cell){ 0, j };
  for (int i = 1; i <= n_quote; i++)
    {
      Cell diagonal = row[0];

      row[0] = (Cell){ i, 0 };
      for (int j = 1; j <= n_text; j++)
        {
          Cell above = row[j], cell = diagonal;

          cell.different += text[j - 1] != quote[i - 1];
          if (above.different + 1 < cell.different)
            cell = (Cell){ above.different + 1, above.start };
          if (row[j - 1].different + 1 < cell.different)
            cell = (Cell){ row[j - 1].different + 1, row[j - 1].start };
          diagonal = above;
          row[j] = cell;
        }
    }
  for (int j = 0; j <= n_text; j++)
    {
      gint64 far = ABS (row[j].start - start), best_far = ABS (found->start - start);

      if (row[j].different < best
          || (row[j].different == best
              && (far < best_far || (far == best_far && j - row[j].start < found->end - found->start))))
        {
          best = row[j].different;
          *found = (EarSpan){ row[j].start, j };
        }
    }
  return best <= MAX_DIFFERENT (n_quote) && found->end > found->start;
}

static gboolean
find_changed (const char *text, gint64 start, const char *quote, gint64 *effort, EarSpan *found)
{
  glong n_text, n_quote;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (text, -1, &n_text);
  g_autofree gunichar *quoted = g_utf8_to_ucs4_fast (quote, -1, &n_quote);

  if (n_quote < MIN_ALIGNED || n_text * n_quote > MIN (MAX_ALIGNMENT, *effort) || n_text > G_MAXINT16 * 16)
    return FALSE;
  *effort -= n_text * n_quote;
  *found = (EarSpan){ 0, 0 };
  if (!find_alike (letters, (int) n_text, quoted, (int) n_quote, start, found))
    return FALSE;
  *found = ear_span_snap (found, text);
  return TRUE;
}

/**
 * ear_span_find:
 * @text: (nullable): the text as it is now; %NULL where the words are withheld
 * @start: as the coding says; -1 where it says nothing
 * @end: likewise
 * @quote: (nullable): the words that were coded
 * @found: (out): where they are; 0 to 0 where it is about the whole text, or they are not there
 *
 * Where a coding's words are. What was coded and the text may have come from different laptops, so it is decided by reading
 * both and never written: whoever has the same records comes to the same answer.
 */
EarSpanFit
ear_span_find (const char *text, gint64 start, gint64 end, const char *quote, EarSpan *found)
{
  gint64 effort = EAR_SPAN_EFFORT;

  return ear_span_find_within (text, start, end, quote, &effort, found);
}

/**
 * ear_span_find_within:
 * @effort: (inout): how many letters of quotes may still be held against letters of texts; begins with EAR_SPAN_EFFORT
 *
 * Does what ear_span_find() does, for one of many: as often as @effort lasts, words that were changed are looked for. Whoever asks of
 * the same codings in the same order has the same answers.
 */
EarSpanFit
ear_span_find_within (const char *text, gint64 start, gint64 end, const char *quote, gint64 *effort, EarSpan *found)
{
  EarSpan span = { start, end };
  g_autofree char *words = NULL;

  *found = (EarSpan){ 0, 0 };
  if (start < 0 || end < 0)
    return EAR_SPAN_WHOLE;
  words = ear_span_words (&span, text);
  if (words != NULL && (quote == NULL || g_str_equal (words, quote)))
    {
      *found = span;
      return EAR_SPAN_EXACT;
    }
  if (text == NULL || quote == NULL || *quote == '\0')
    return EAR_SPAN_LOST;
  if (find_nearest (text, start, quote, found))
    return EAR_SPAN_MOVED;
  if (find_changed (text, start, quote, effort, found))
    return EAR_SPAN_CHANGED;
  *found = (EarSpan){ 0, 0 };
  return EAR_SPAN_LOST;
}
