/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching as a person does it: scripts, accents, phrases, half-typed words, and texts made to break the search. */
#include "../../src/core/insight/ear-search.h"
#include "insight-world.h"

static void
add_voice (World *world, const char *text, const char *original)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL, original);
  world_put (world, voice);
}

static gint64
count_found (World *world, const char *search)
{
  EarVoiceFilter filter = { .search = search };
  g_autoptr (GError) error = NULL;
  gint64 count = ear_voice_count (world->store, &filter, &error);

  g_assert_no_error (error);
  return count;
}

static World *
make_world (void)
{
  World *world = world_new_empty ();

  add_voice (world, "I tell my story again at every appointment.", NULL);
  add_voice (world, "My story is not what they read; every café knows it.", NULL);
  add_voice (world, "Nobody asked how I am", "কেউ জিজ্ঞেস করেনি আমি কেমন আছি");
  add_voice (world, "The waiting is long", "الانتظار طويل جدا");
  add_voice (world, "Don't ring, it's a link-worker (Tilbury) who AND or NOT helps: text*", NULL);
  return world;
}

static void
test_words (void)
{
  g_autoptr (World) world = make_world ();

  g_assert_cmpint (count_found (world, "story"), ==, 2);
  g_assert_cmpint (count_found (world, "STORY every"), ==, 2);
  g_assert_cmpint (count_found (world, "story appoint"), ==, 1);
  g_assert_cmpint (count_found (world, "appoint story"), ==, 0);
  g_assert_cmpint (count_found (world, "xylophone"), ==, 0);
  g_assert_cmpint (count_found (world, "sto"), ==, 2);
  g_assert_cmpint (count_found (world, "\"sto\""), ==, 0);
  /* One letter is not looked for before the next one, but where it is a word. */
  g_assert_cmpint (count_found (world, "story i"), ==, 2);
  g_assert_cmpint (count_found (world, "\"i\""), ==, 2);
  g_assert_cmpint (count_found (world, "don't"), ==, 1);
  g_assert_cmpint (count_found (world, "link-work"), ==, 1);
  g_assert_cmpint (count_found (world, "tilbury)"), ==, 1);
}

static void
test_phrases (void)
{
  g_autoptr (World) world = make_world ();

  g_assert_cmpint (count_found (world, "\"my story\""), ==, 2);
  g_assert_cmpint (count_found (world, "\"story again\""), ==, 1);
  g_assert_cmpint (count_found (world, "\"again story\""), ==, 0);
  g_assert_cmpint (count_found (world, "“story again” every"), ==, 1);
  g_assert_cmpint (count_found (world, "every \"story aga"), ==, 1);
}

static void
test_scripts (void)
{
  g_autoptr (World) world = make_world ();

  g_assert_cmpint (count_found (world, "cafe"), ==, 1);
  g_assert_cmpint (count_found (world, "CAFÉ"), ==, 1);
  g_assert_cmpint (count_found (world, "cafe\xcc\x81"), ==, 1);
  g_assert_cmpint (count_found (world, "কেমন"), ==, 1);
  g_assert_cmpint (count_found (world, "জিজ্ঞে"), ==, 1);
  g_assert_cmpint (count_found (world, "\"আমি কেমন\""), ==, 1);
  /* Without its vowel signs it is another word. */
  g_assert_cmpint (count_found (world, "\"কমন\""), ==, 0);
  g_assert_cmpint (count_found (world, "الانتظار"), ==, 1);
  g_assert_cmpint (count_found (world, "طويل الان"), ==, 1);
}

/* Nothing that is typed is an operator, a column's name or an error. */
static void
test_hostile (void)
{
  static const char *const typed[] = {
    "\"", "\"\"", "\"\"\"", "'", "*", "a*", "**", "(", ")", "((((", "story AND", "AND", "OR OR", "NOT", "NEAR(a b, 2)",
    "text:story", "- story", "^story", "story + again", "{text original} : x", "story\\", "; DROP TABLE contributions",
    "\xff\xfe", "story\xc3", "?1", ":a", "@b", "%_", "\xef\xbf\xbd", "\t\n", "“", "” story “", "a\" OR \"b", "\x01", "😀",
    "story 😀", "\xe2\x80\xae story",
  };
  g_autoptr (World) world = make_world ();
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autoptr (GString) many_words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    count_found (world, typed[i]);
  g_assert_cmpint (count_found (world, "text:story"), ==, 0);
  g_assert_cmpint (count_found (world, "story AND again"), ==, 0);
  g_assert_cmpint (count_found (world, "AND NOT"), ==, 1);
  g_assert_cmpint (count_found (world, "a\" OR \"bz"), ==, 0);
  g_assert_cmpint (count_found (world, long_word), ==, 5);

  for (guint i = 0; i < 2000; i++)
    g_string_append (many_words, "story ");
  g_assert_cmpint (count_found (world, many_words->str), ==, 2);
  for (guint i = 0; i < 2000; i++)
    {
      char noise[24];

      for (guint b = 0; b < sizeof noise - 1; b++)
        noise[b] = (char) g_test_rand_int_range (1, 256);
      noise[sizeof noise - 1] = '\0';
      count_found (world, noise);
    }
}

static void
test_nothing_typed (void)
{
  g_autoptr (World) world = make_world ();

  g_assert_cmpint (count_found (world, NULL), ==, 5);
  g_assert_cmpint (count_found (world, ""), ==, 5);
  g_assert_cmpint (count_found (world, "   "), ==, 5);
  g_assert_cmpint (count_found (world, "—!"), ==, 5);
}

static void
test_expression (void)
{
  static const char *const pairs[][2] = {
    { "one two", "\"one\" \"two\" *" },     { "\"one two\" thr", "\"one two\" \"thr\" *" },
    { "\"one two\"", "\"one two\"" },       { "\"one two\".", "\"one two\"" },
    { "\"one two", "\"one two\" *" },       { "one - two", "\"one\" \"two\" *" },
    { "a\"b\"cd", "\"a\" \"b\" \"cd\" *" }, { "a\"b\"c", "\"a\" \"b\"" },
    { "one t", "\"one\"" },                { "t", NULL },
    { "\"t\"", "\"t\"" },                   { "one 中", "\"one\" \"中\" *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *expression = ear_search_expression (pairs[i][0]);

      g_assert_cmpstr (expression, ==, pairs[i][1]);
    }
}

static void
assert_hits (const char *typed, const char *text, const char *expected)
{
  g_autoptr (GArray) hits = ear_search_hits (typed, text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i += 2)
    {
      guint start = g_array_index (hits, guint, i), end = g_array_index (hits, guint, i + 1);

      g_string_append_printf (found, "%s%.*s", i == 0 ? "" : "|", (int) (end - start), text + start);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* The words that made a voice be found, as they stand in it. */
static void
test_hits (void)
{
  assert_hits ("story", "My story is your Story.", "story|Story");
  assert_hits ("sto", "My story, not history", "story");
  assert_hits ("my sto", "My story", "My|story");
  assert_hits ("\"my story\"", "My story is my own story", "My story");
  assert_hits ("\"sto\"", "My story", "");
  assert_hits ("cafe", "every CAFÉ knows", "CAFÉ");
  assert_hits ("café", "every cafe\xCC\x81s", "cafe\xCC\x81s");
  assert_hits ("don't", "they don't; don t", "don't|don t");
  assert_hits ("কেমন", "আমি কেমন আছি", "কেমন");
  assert_hits ("", "anything", "");
  assert_hits (NULL, "anything", "");
  assert_hits ("…", "anything …", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/search/words", test_words);
  g_test_add_func ("/insight/search/phrases", test_phrases);
  g_test_add_func ("/insight/search/scripts", test_scripts);
  g_test_add_func ("/insight/search/hostile", test_hostile);
  g_test_add_func ("/insight/search/nothing-typed", test_nothing_typed);
  g_test_add_func ("/insight/search/expression", test_expression);
  g_test_add_func ("/insight/search/hits", test_hits);
  return g_test_run ();
}
