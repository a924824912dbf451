/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans of a text under random edits: what they cover, what becomes of them, and where their words are found again. */
#include "ear-span.h"

#include <string.h>

#define N_ROUNDS 3000

/* What people write: letters with marks, joined emoji, flags, scripts from right to left, hangul in parts, line ends of Windows. */
static const char *const pieces[] = {
  "a", "tired", "of", " ", " ", "\n", "\r\n", "é", "e\u0301", "ক্ষ", "বাংলা", "مَرْحَبًا", "שָׁלוֹם", "👩‍👩‍👧", "👍🏽", "🇬🇧", "🇧🇩🇵🇱", "한", "\u1112\u1161\u11ab",
  "ž", "😀", "❤️", ".", ",", "“", "-",
};

static char *
random_text (GRand *random, guint most)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = (guint) g_rand_int_range (random, 0, (int) most); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
length (const char *text)
{
  return g_utf8_strlen (text, -1);
}

static EarSpan
random_span (GRand *random, gint64 n)
{
  gint64 one = g_rand_int_range (random, 0, (int) n + 1), other = g_rand_int_range (random, 0, (int) n + 1);

  return (EarSpan){ MIN (one, other), MAX (one, other) };
}

/* Takes [start, end) out and puts @put there. */
static char *
edit (const char *text, const EarSpan *out, const char *put)
{
  g_autofree char *before = g_utf8_substring (text, 0, (glong) out->start);

  return g_strconcat (before, put, g_utf8_offset_to_pointer (text, (glong) out->end), NULL);
}

static void
assert_span (EarSpan found, gint64 start, gint64 end)
{
  g_assert_cmpint (found.start, ==, start);
  g_assert_cmpint (found.end, ==, end);
}

static EarSpan
rebase (const char *was, const char *now, gint64 start, gint64 end)
{
  g_autoptr (GArray) changes = ear_text_diff (was, now);

  return ear_span_rebase (&(EarSpan){ start, end }, changes);
}

static void
test_rebase (void)
{
  const char *was = "nobody asks how I am";

  /* Put in before, at the edges, inside and after. */
  assert_span (rebase (was, "And nobody asks how I am", 7, 11), 11, 15);
  assert_span (rebase (was, "nobody ever asks how I am", 7, 11), 12, 16);
  assert_span (rebase (was, "nobody asks me how I am", 7, 11), 7, 11);
  assert_span (rebase (was, "nobody asks at all how I am", 7, 15), 7, 22);
  assert_span (rebase (was, "nobody asks how I am today", 7, 11), 7, 11);
  /* A letter put in at an edge does not belong to it, one inside does. */
  assert_span (rebase (was, "nobody tasks how I am", 7, 11), 8, 12);
  assert_span (rebase (was, "nobody askses how I am", 7, 11), 7, 11);
  assert_span (rebase (was, "nobody ahsks how I am", 7, 11), 7, 12);
  /* Taken out in part, whole, and more than it. */
  assert_span (rebase (was, "nobody how I am", 7, 15), 7, 10);
  assert_span (rebase (was, "nobody  how I am", 7, 11), 7, 7);
  assert_span (rebase (was, "am", 7, 11), 0, 0);
  assert_span (rebase (was, "", 7, 11), 0, 0);
  /* A word in another's place takes its part, though it shares a letter; words in the place of more than the span do not. */
  assert_span (rebase ("the red bus", "the blue bus", 4, 7), 4, 8);
  assert_span (rebase ("the red bus came", "a lorry came", 4, 7), 2, 2);
  assert_span (rebase ("", "words", 0, 0), 0, 0);
}

static void
test_boundaries (void)
{
  /* Each is one character to a reader. */
  static const char *const whole[] = { "é", "e\u0301", "👩‍👩‍👧", "👍🏽", "🇬🇧", "\u1112\u1161\u11ab", "❤️", "\r\n", "কি", "مَ" };

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      gsize n;
      g_autofree char *text = g_strconcat ("a", whole[i], "b", NULL);
      g_autofree gboolean *boundaries = ear_text_boundaries (text, &n);
      EarSpan inside = { 1, 2 };

      g_assert_cmpuint (n, ==, (gsize) length (text));
      for (gsize at = 0; at <= n; at++)
        g_assert_cmpint (boundaries[at], ==, at <= 1 || at >= n - 1);
      assert_span (ear_span_snap (&inside, text), 1, (gint64) n - 1);
    }
  {
    gsize n;
    g_autofree gboolean *boundaries = ear_text_boundaries ("🇧🇩🇵🇱", &n);

    g_assert_true (!boundaries[1] && boundaries[2] && !boundaries[3]);
  }
  assert_span (ear_span_tidy (&(EarSpan){ 0, 7 }, "  tired \n"), 2, 7);
  assert_span (ear_span_tidy (&(EarSpan){ 1, 3 }, "a  b"), 3, 3);
}

/* A text in which no letter stands twice leaves no doubt about what was edited: each letter of the span that is left is
 * still in it, none from outside is, and what was put in is where both its neighbours are. */
static void
test_each_letter (void)
{
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *now = NULL;
      gint64 n = g_rand_int_range (random, 1, 40);
      EarSpan span, out, found;
      gunichar put[6] = { 0 };
      g_autofree char *put_text = NULL;
      gboolean insert = g_rand_boolean (random);

      for (gint64 i = 0; i < n; i++)
        {
          g_string_append_unichar (text, 0x4e00 + (gunichar) i);
          g_string_append_c (text, ' ');
        }
      n *= 2;
      span = random_span (random, n);
      out = random_span (random, n);
      if (span.start == span.end)
        continue;
      if (insert)
        out.end = out.start;
      for (int i = 0; insert && i < 5; i++)
        put[i] = 0x0980 + 5 + (gunichar) g_rand_int_range (random, 0, 7);
      put_text = g_ucs4_to_utf8 (put, -1, NULL, NULL, NULL);
      now = edit (text->str, &out, put_text);
      found = rebase (text->str, now, span.start, span.end);
      if (insert)
        {
          gint64 before = out.start <= span.start ? 5 : 0, inside = out.start > span.start && out.start < span.end ? 5 : 0;

          assert_span (found, span.start + before, span.end + before + inside);
        }
      else
        {
          gint64 left = MIN (span.end, out.start) - MIN (span.start, out.start);
          gint64 right = MAX (span.end, out.end) - MAX (span.start, out.end);
          g_autofree char *expected = NULL, *covered = NULL;
          gint64 from = MIN (span.start, out.start) + MAX (0, span.start - out.end);

          if (span.start >= out.end)
            from = span.start - (out.end - out.start);
          if (left + right == 0)
            {
              /* Which of two blanks was taken out cannot be told. */
              covered = ear_span_words (&found, now);
              g_assert_cmpstr (covered == NULL ? "" : g_strstrip (covered), ==, "");
              continue;
            }
          expected = g_utf8_substring (now, (glong) from, (glong) (from + left + right));
          covered = ear_span_words (&found, now);
          g_strstrip (expected);
          g_assert_cmpstr (covered == NULL ? "" : g_strstrip (covered), ==, expected);
        }
    }
  g_rand_free (random);
}

/* Where letters repeat, the way back may be found along other letters than the way there; only along the same ones it leads home. */
static gboolean
is_way_back (const GArray *changes, const GArray *back)
{
  if (changes->len != back->len)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const EarTextChange *there = &g_array_index (changes, EarTextChange, i), *here = &g_array_index (back, EarTextChange, i);

      if (there->old_start != here->new_start || there->old_end != here->new_end || there->new_start != here->old_start
          || there->new_end != here->old_end)
        return FALSE;
    }
  return TRUE;
}

/* Whatever the text and the edit: spans stay in the text and in their order, and words that no edit touched are kept. */
static void
test_any_text (void)
{
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());
  guint n_home = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *was = random_text (random, 30);
      g_autofree char *put = random_text (random, 5);
      EarSpan out = random_span (random, length (was));
      g_autofree char *now = edit (was, &out, put);
      g_autoptr (GArray) changes = ear_text_diff (was, now);
      g_autoptr (GArray) back = ear_text_diff (now, was);
      EarSpan one = random_span (random, length (was)), other = random_span (random, length (was));
      EarSpan here = ear_span_rebase (&one, changes), there = ear_span_rebase (&other, changes);
      EarSpan tidy = ear_span_tidy (&here, now);
      g_autoptr (GString) again = g_string_new (was);
      gboolean touched = FALSE;

      g_assert_cmpint (here.start, >=, 0);
      g_assert_cmpint (here.start, <=, here.end);
      g_assert_cmpint (here.end, <=, length (now));
      if (one.end <= other.start && here.start < here.end && there.start < there.end)
        g_assert_cmpint (here.end, <=, there.start);
      /* The changes make the one text from the other. */
      for (guint i = changes->len; i > 0; i--)
        {
          const EarTextChange *change = &g_array_index (changes, EarTextChange, i - 1);
          g_autofree char *in = g_utf8_substring (now, (glong) change->new_start, (glong) change->new_end);
          g_autofree char *edited = edit (again->str, &(EarSpan){ change->old_start, change->old_end }, in);

          g_string_assign (again, edited);
          touched = touched || (change->old_start < one.end && change->old_end > one.start);
        }
      g_assert_cmpstr (again->str, ==, now);
      if (!touched && one.start < one.end)
        {
          g_autofree char *before = ear_span_words (&one, was), *after = ear_span_words (&here, now);
          EarSpan home = ear_span_rebase (&here, back);

          g_assert_cmpstr (before, ==, after);
          if (is_way_back (changes, back))
            {
              assert_span (home, one.start, one.end);
              n_home++;
            }
        }
      {
        gsize n;
        g_autofree gboolean *boundaries = ear_text_boundaries (now, &n);

        g_assert_true (boundaries[tidy.start] && boundaries[tidy.end]);
      }
    }
  g_assert_cmpuint (n_home, >, N_ROUNDS / 10);
  g_rand_free (random);
}

static void
test_find (void)
{
  EarSpan found;

  g_assert_cmpint (ear_span_find ("one two", -1, -1, NULL, &found), ==, EAR_SPAN_WHOLE);
  g_assert_cmpint (ear_span_find ("one two", 4, 7, "two", &found), ==, EAR_SPAN_EXACT);
  assert_span (found, 4, 7);
  g_assert_cmpint (ear_span_find ("one two", 4, 7, NULL, &found), ==, EAR_SPAN_EXACT);
  g_assert_cmpint (ear_span_find ("bus, bus, bus", 4, 7, "bus", &found), ==, EAR_SPAN_MOVED);
  assert_span (found, 5, 8);
  g_assert_cmpint (ear_span_find ("well, nobody ever asks me", 0, 14, "nobody asks me", &found), ==, EAR_SPAN_CHANGED);
  assert_span (found, 6, 25);
  g_assert_cmpint (ear_span_find ("the soup was cold", 0, 14, "nobody asks me", &found), ==, EAR_SPAN_LOST);
  assert_span (found, 0, 0);
  g_assert_cmpint (ear_span_find ("the soup", 3, 3, NULL, &found), ==, EAR_SPAN_LOST);
  g_assert_cmpint (ear_span_find (NULL, 0, 3, "the", &found), ==, EAR_SPAN_LOST);
  g_assert_cmpint (ear_span_find ("the soup", 2, 900, NULL, &found), ==, EAR_SPAN_LOST);
  g_assert_cmpint (ear_span_find ("the soup", 900, 903, "the", &found), ==, EAR_SPAN_MOVED);
}

/* What was coded is found wherever the words were moved to, and what is found is always in the text. */
static void
test_find_anywhere (void)
{
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *text = random_text (random, 30);
      g_autofree char *put = random_text (random, 8);
      EarSpan span = random_span (random, length (text)), found;
      EarSpan at = { g_rand_boolean (random) ? 0 : span.start, 0 };
      g_autofree char *quote = ear_span_words (&span, text);
      g_autofree char *now = NULL, *words = NULL;

      at.end = at.start;
      if (quote == NULL)
        continue;
      now = edit (text, &at, put);
      g_assert_cmpint (ear_span_find (now, span.start, span.end, quote, &found), <=, EAR_SPAN_MOVED);
      words = ear_span_words (&found, now);
      g_assert_cmpstr (words, ==, quote);
      if (ear_span_find (put, span.start, span.end, quote, &found) != EAR_SPAN_LOST)
        g_assert_true (found.start >= 0 && found.start < found.end && found.end <= length (put));
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/rebase", test_rebase);
  g_test_add_func ("/span/boundaries", test_boundaries);
  g_test_add_func ("/span/each-letter", test_each_letter);
  g_test_add_func ("/span/any-text", test_any_text);
  g_test_add_func ("/span/find", test_find);
  g_test_add_func ("/span/find-anywhere", test_find_anywhere);
  return g_test_run ();
}
