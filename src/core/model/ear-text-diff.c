/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How two texts differ, word by word. Letter by letter “blue” would keep the e of “red”, and a coding of “red” would be left
 * on that e; a word that was put in another's place takes it all. */
#include "ear-span.h"

#include <string.h>

/* Beyond this many words taken out and put in, what lies between the first and the last difference counts as rewritten. */
#define MAX_EDITS 400

typedef struct
{
  const char *text; /* where it stands */
  gsize n_bytes;
  gint64 start, end; /* in code points */
} Token;

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0x200c || c == 0x200d;
}

static GArray *
split_words (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  gint64 n = 0;

  for (const char *p = text; *p != '\0';)
    {
      Token token = { p, 0, n, n };
      gboolean word = is_word (g_utf8_get_char (p));

      do
        {
          p = g_utf8_next_char (p);
          n++;
        }
      while (word && *p != '\0' && is_word (g_utf8_get_char (p)));
      token.n_bytes = (gsize) (p - token.text);
      token.end = n;
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static gboolean
same (const Token *one, const Token *other)
{
  return one->n_bytes == other->n_bytes && memcmp (one->text, other->text, one->n_bytes) == 0;
}

typedef struct
{
  const Token *was, *now;
  int n_was, n_now; /* without what both begin and end with */
  gboolean *kept_was, *kept_now;
} Diff;

/* Myers (1986), “An O(ND) difference algorithm and its variations”: the furthest reaching path on each diagonal, one row
 * kept for each number of edits so that the way can be walked back. */
static gboolean
find_kept (Diff *diff)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  int limit = MIN (diff->n_was + diff->n_now, MAX_EDITS);
  int x = 0, y = 0, edits;

  for (edits = 0; edits <= limit; edits++)
    {
      int *row = g_new0 (int, 2 * (gsize) edits + 3); /* diagonal k at k + edits + 1 */
      const int *before = edits == 0 ? NULL : rows->pdata[edits - 1];

      g_ptr_array_add (rows, row);
      for (int k = -edits; k <= edits; k += 2)
        {
          if (edits == 0)
            x = 0;
          else if (k == -edits || (k != edits && before[k - 1 + edits] < before[k + 1 + edits]))
            x = before[k + 1 + edits];
          else
            x = before[k - 1 + edits] + 1;
          y = x - k;
          while (x < diff->n_was && y >= 0 && y < diff->n_now && same (&diff->was[x], &diff->now[y]))
            x++, y++;
          row[k + edits + 1] = x;
          if (x >= diff->n_was && y >= diff->n_now)
            goto found;
        }
    }
  return FALSE;

found:
  for (; edits > 0; edits--)
    {
      const int *before = rows->pdata[edits - 1];
      int k = x - y, from;
      gboolean down = k == -edits || (k != edits && before[k - 1 + edits] < before[k + 1 + edits]);

      from = down ? before[k + 1 + edits] : before[k - 1 + edits] + 1;
      while (x > from)
        {
          x--, y--;
          diff->kept_was[x] = diff->kept_now[y] = TRUE;
        }
      if (down)
        y--;
      else
        x--;
    }
  while (x > 0 && y > 0)
    {
      x--, y--;
      diff->kept_was[x] = diff->kept_now[y] = TRUE;
    }
  return TRUE;
}

static const char *
skip (const char *text, gint64 n)
{
  return g_utf8_offset_to_pointer (text, n);
}

/* Leaves out the letters with which both sides begin and end: “waitting” for “waiting” is one letter taken out. */
static void
add_change (GArray *changes, EarTextChange change, const char *was, const char *now)
{
  const char *a = was, *b = now;

  for (; change.old_start < change.old_end && change.new_start < change.new_end && g_utf8_get_char (a) == g_utf8_get_char (b);
       change.old_start++, change.new_start++)
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  a = skip (a, change.old_end - change.old_start);
  b = skip (b, change.new_end - change.new_start);
  while (change.old_start < change.old_end && change.new_start < change.new_end)
    {
      a = g_utf8_prev_char (a);
      b = g_utf8_prev_char (b);
      if (g_utf8_get_char (a) != g_utf8_get_char (b))
        break;
      change.old_end--;
      change.new_end--;
    }
  if (change.old_start < change.old_end || change.new_start < change.new_end)
    g_array_append_val (changes, change);
}

static gint64
start_of (const Token *tokens, int n, int i)
{
  return i < n ? tokens[i].start : n == 0 ? tokens[0].start : tokens[n - 1].end;
}

static void
collect (const Diff *diff, const char *was, const char *now, gint64 was_end, gint64 now_end, GArray *changes)
{
  int i = 0, j = 0;

  while (i < diff->n_was || j < diff->n_now)
    {
      int from_i = i, from_j = j;
      EarTextChange change;

      while (i < diff->n_was && !diff->kept_was[i])
        i++;
      while (j < diff->n_now && !diff->kept_now[j])
        j++;
      if (i > from_i || j > from_j)
        {
          change.old_start = from_i < diff->n_was ? start_of (diff->was, diff->n_was, from_i) : was_end;
          change.new_start = from_j < diff->n_now ? start_of (diff->now, diff->n_now, from_j) : now_end;
          change.old_end = i > from_i ? diff->was[i - 1].end : change.old_start;
          change.new_end = j > from_j ? diff->now[j - 1].end : change.new_start;
          add_change (changes, change, skip (was, change.old_start), skip (now, change.new_start));
        }
      while (i < diff->n_was && j < diff->n_now && diff->kept_was[i] && diff->kept_now[j])
        i++, j++;
    }
}

/**
 * ear_text_diff:
 * @was: (nullable): valid UTF-8
 * @now: (nullable): valid UTF-8
 *
 * Returns: (transfer full) (element-type EarTextChange): where they differ; nothing where they do not.
 */
GArray *
ear_text_diff (const char *was, const char *now)
{
  const char *old_text = was == NULL ? "" : was, *new_text = now == NULL ? "" : now;
  g_autoptr (GArray) one = split_words (old_text);
  g_autoptr (GArray) other = split_words (new_text);
  const Token *a = (const Token *) (gpointer) one->data, *b = (const Token *) (gpointer) other->data;
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (EarTextChange));
  int first = 0, n_a = (int) one->len, n_b = (int) other->len;
  g_autofree gboolean *kept_was = NULL, *kept_now = NULL;
  Diff diff;

  while (first < n_a && first < n_b && same (&a[first], &b[first]))
    first++;
  while (n_a > first && n_b > first && same (&a[n_a - 1], &b[n_b - 1]))
    n_a--, n_b--;
  if (n_a == first && n_b == first)
    return changes;
  kept_was = g_new0 (gboolean, (gsize) (n_a - first) + 1);
  kept_now = g_new0 (gboolean, (gsize) (n_b - first) + 1);
  diff = (Diff){ a + first, b + first, n_a - first, n_b - first, kept_was, kept_now };
  find_kept (&diff);
  collect (&diff, old_text, new_text, n_a == 0 ? 0 : a[n_a - 1].end, n_b == 0 ? 0 : b[n_b - 1].end, changes);
  return changes;
}

/* Where a place between two letters is in the new text. */
static gint64
move_place (gint64 place, const GArray *changes)
{
  gint64 shift = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const EarTextChange *change = &g_array_index (changes, EarTextChange, i);

      if (change->old_start >= place)
        break;
      if (change->old_end > place)
        return change->new_start;
      shift = change->new_end - change->old_end;
    }
  return place + shift;
}

/* The span grows over a piece of the new text that belongs to it. */
static void
cover (EarSpan *covered, gint64 start, gint64 end)
{
  if (start >= end)
    return;
  covered->start = covered->end < 0 ? start : covered->start;
  covered->end = end;
}

/**
 * ear_span_rebase:
 * @changes: (element-type EarTextChange): from ear_text_diff()
 *
 * Where a span is after its text was edited. What is put in inside it belongs to it, what is put in at its edges does not.
 * What is put in the place of words takes their part, where it replaced nothing outside the span.
 *
 * Returns: the span in the new text; empty, where the words stood, when none of them is left.
 */
EarSpan
ear_span_rebase (const EarSpan *span, const GArray *changes)
{
  EarSpan covered = { -1, -1 };
  gint64 at = span->start, shift = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const EarTextChange *change = &g_array_index (changes, EarTextChange, i);

      cover (&covered, at + shift, MIN (change->old_start, span->end) + shift);
      if (change->old_start >= span->start && change->old_end <= span->end && change->old_start < change->old_end)
        cover (&covered, change->new_start, change->new_end);
      at = MAX (at, change->old_end);
      shift = change->new_end - change->old_end;
    }
  cover (&covered, at + shift, span->end + shift);
  if (covered.end < 0)
    covered.start = covered.end = move_place (span->start, changes);
  return covered;
}
