/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The capture line's language: each sign, what is no sign, and that a voice put back into the line reads the same. */
#include "ear-capture-parser.h"

#include "ear-terms.h"

static gboolean
knows (const char *theme, gpointer data G_GNUC_UNUSED)
{
  static const char *const themes[] = { "listening", "access", "being-listened-to", NULL };

  return g_strv_contains (themes, theme);
}

static void
parse (const char *line, EarCapture *capture)
{
  ear_capture_parse (line, knows, NULL, capture);
}

static void
test_plain_words (void)
{
  g_auto (EarCapture) capture = { 0 };

  parse ("  The link worker rang me back.  ", &capture);
  g_assert_cmpstr (capture.text, ==, "The link worker rang me back.");
  g_assert_null (capture.feeling);
  g_assert_null (capture.speaker);
  g_assert_null (capture.private_note);
  g_assert_false (capture.verbatim);
  g_assert_cmpuint (capture.themes->len, ==, 0);
}

static void
test_feelings (void)
{
  static const struct
  {
    const char *line, *feeling, *text;
  } cases[] = {
    { "+ works", EAR_FEELING_WORKING, "works" },
    { "+works", EAR_FEELING_WORKING, "works" },
    { "- does not", EAR_FEELING_NOT_WORKING, "does not" },
    { "! a card", EAR_FEELING_IDEA, "a card" },
    { "? who decides", EAR_FEELING_QUESTION, "who decides" },
    { "+- both", EAR_FEELING_MIXED, "both" },
    { "- + both", EAR_FEELING_MIXED, "both" },
    { "-", EAR_FEELING_NOT_WORKING, NULL },
    { "+44 1375 000000 is the line", NULL, "+44 1375 000000 is the line" },
    { "-5 in the hall", NULL, "-5 in the hall" },
    { "well - mostly", NULL, "well - mostly" },
    { "\\- a list", NULL, "- a list" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EarCapture) capture = { 0 };

      parse (cases[i].line, &capture);
      g_assert_cmpstr (capture.feeling, ==, cases[i].feeling);
      g_assert_cmpstr (capture.text, ==, cases[i].text);
    }
}

static void
test_speakers (void)
{
  static const struct
  {
    const char *line, *speaker, *text;
  } cases[] = {
    { "@P3 - nobody asks", "P3", "nobody asks" },
    { "- @P3 nobody asks", "P3", "nobody asks" },
    { "@P3: nobody asks", "P3", "nobody asks" },
    { "@table 3 nobody asks", "table 3", "nobody asks" },
    { "@table nobody asks", "table", "nobody asks" },
    { "nobody asks @P3", "P3", "nobody asks" },
    { "write to @healthnews today", NULL, "write to @healthnews today" },
    { "write to me@home.example", NULL, "write to me@home.example" },
    { "@", NULL, "@" },
    { "@P1 and @P2 said so", "P1", "and @P2 said so" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EarCapture) capture = { 0 };

      parse (cases[i].line, &capture);
      g_assert_cmpstr (capture.speaker, ==, cases[i].speaker);
      g_assert_cmpstr (capture.text, ==, cases[i].text);
    }
}

static void
test_themes (void)
{
  g_auto (EarCapture) capture = { 0 };
  g_auto (EarCapture) unknown = { 0 };

  parse ("#access The bus #listening stops at six #being-listened-to", &capture);
  g_assert_cmpuint (capture.themes->len, ==, 3);
  g_assert_cmpstr (capture.themes->pdata[1], ==, "listening");
  g_assert_cmpstr (capture.text, ==, "The bus stops at six");

  parse ("we are #1 # and #buses", &unknown);
  g_assert_cmpuint (unknown.themes->len, ==, 0);
  g_assert_cmpuint (unknown.unknown->len, ==, 2);
  g_assert_cmpstr (unknown.text, ==, "we are #1 # and #buses");
}

static void
test_exact_words (void)
{
  static const struct
  {
    const char *line, *text;
  } cases[] = {
    { "\"I tell my story\"", "I tell my story" },
    { "\"I tell my story", "I tell my story" },
    { "“I tell my story”", "I tell my story" },
    { "\"I tell my story\" #access", "I tell my story" },
    { "\"I tell my story\" she said", "\"I tell my story\" she said" },
    { "\"- not a feeling", "- not a feeling" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EarCapture) capture = { 0 };

      parse (cases[i].line, &capture);
      g_assert_true (capture.verbatim);
      g_assert_cmpstr (capture.text, ==, cases[i].text);
    }
}

static void
test_private_notes (void)
{
  g_auto (EarCapture) capture = { 0 };
  g_auto (EarCapture) address = { 0 };
  g_auto (EarCapture) alone = { 0 };

  parse ("+ they rang // she smiled #access", &capture);
  g_assert_cmpstr (capture.text, ==, "they rang");
  g_assert_cmpstr (capture.private_note, ==, "she smiled #access");
  g_assert_cmpuint (capture.themes->len, ==, 0);

  parse ("see http://example.org/a for more", &address);
  g_assert_null (address.private_note);

  parse ("//only this", &alone);
  g_assert_null (alone.text);
  g_assert_cmpstr (alone.private_note, ==, "only this");
}

static void
test_many_lines (void)
{
  g_auto (EarCapture) capture = { 0 };

  parse ("@P1 ! first line\n\nsecond #access\n  third", &capture);
  g_assert_cmpstr (capture.text, ==, "first line\n\nsecond\n  third");
}

static void
test_bengali (void)
{
  g_auto (EarCapture) capture = { 0 };

  parse ("@P2 - কেউ আমার কথা শোনে না #listening", &capture);
  g_assert_cmpstr (capture.text, ==, "কেউ আমার কথা শোনে না");
  g_assert_cmpstr (capture.feeling, ==, EAR_FEELING_NOT_WORKING);
}

static void
test_original (void)
{
  static const struct
  {
    const char *line, *text, *original, *language, *note;
  } cases[] = {
    { "words |bn শব্দ", "words", "শব্দ", "bn", NULL },
    { "words\n|ar\nكلمة // tired", "words", "كلمة", "ar", "tired" },
    { "| শব্দ", NULL, "শব্দ", NULL, NULL },
    { "|শব্দ দুই", NULL, "শব্দ দুই", NULL, NULL },
    { "words |bn", "words", NULL, NULL, NULL },
    { "words |somebody said", "words", "somebody said", NULL, NULL },
    { "words |zh-Hant 話 | 二", "words", "話 | 二", "zh-Hant", NULL },
    { "this|that \\| more", "this|that | more", NULL, NULL, NULL },
    { "words // note |bn শব্দ", "words", NULL, NULL, "note |bn শব্দ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EarCapture) capture = { 0 };

      parse (cases[i].line, &capture);
      g_assert_cmpstr (capture.text, ==, cases[i].text);
      g_assert_cmpstr (capture.original, ==, cases[i].original);
      g_assert_cmpstr (capture.original_language, ==, cases[i].language);
      g_assert_cmpstr (capture.private_note, ==, cases[i].note);
    }
}

/* There and back with one key; what is typed next is part of the side the cursor went to. */
static void
test_to_original (void)
{
  static const struct
  {
    const char *line, *language;
    gsize cursor;
    const char *changed;
    gsize moved;
  } cases[] = {
    { "", "bn", 0, "|bn ", 4 },
    { "words ", NULL, 6, "words\n| ", 8 },
    { "words", "ar", 5, "words\n|ar\n", 10 },
    { "words // note", "bn", 2, "words\n|bn  // note", 10 },
    { "words\n|bn x", "bn", 11, "words\n|bn x", 5 },
    { "words\n|bn x", "bn", 2, "words\n|bn x", 11 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize moved;
      g_autofree char *changed = ear_capture_to_original (cases[i].line, cases[i].language, cases[i].cursor, &moved);

      g_assert_cmpstr (changed, ==, cases[i].changed);
      g_assert_cmpuint (moved, ==, cases[i].moved);
    }
}

static void
assert_same (const EarCapture *a, const EarCapture *b)
{
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->feeling, ==, b->feeling);
  g_assert_cmpint (a->verbatim, ==, b->verbatim);
  g_assert_cmpstr (a->speaker, ==, b->speaker);
  g_assert_cmpstr (a->private_note, ==, b->private_note);
  g_assert_cmpstr (a->original, ==, b->original);
  g_assert_cmpstr (a->original_language, ==, b->original_language);
  g_assert_cmpuint (a->themes->len, ==, b->themes->len);
}

/* Whatever is typed, the voice it stands for comes back when it is put into the line again. */
static void
test_there_and_back (void)
{
  static const char *const pieces[] = { "+", "-", "!", "?", "@", "@P1", "#access", "#no", "\"", "//", "\\", "“", "”", "word",
                                        "শোনে", " ", " ", "\n", "5", "table", "#", "/", "é",
                                        "|", "|bn ", "|", "|ar\n", "كلمة", "|oui-", "||" };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *again = NULL;
      g_auto (EarCapture) first = { 0 };
      g_auto (EarCapture) second = { 0 };

      for (int i = g_test_rand_int_range (0, 12); i > 0; i--)
        g_string_append (line, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      parse (line->str, &first);
      again = ear_capture_format (&first);
      parse (again, &second);
      g_test_message ("“%s” → “%s”", line->str, again);
      assert_same (&first, &second);
    }
}

static void
test_token_at (void)
{
  EarCaptureToken token;

  g_assert_true (ear_capture_token_at ("so #lis", 7, &token));
  g_assert_cmpint (token.sign, ==, '#');
  g_assert_cmpuint (token.start, ==, 3);
  g_assert_cmpuint (token.end, ==, 7);
  g_assert_true (ear_capture_token_at ("so #", 4, &token));
  g_assert_false (ear_capture_token_at ("so #lis", 3, &token));
  g_assert_false (ear_capture_token_at ("so #lis ", 8, &token));
  g_assert_false (ear_capture_token_at ("// #lis", 7, &token));
  g_assert_true (ear_capture_token_at ("@", 1, &token));
  g_assert_cmpint (token.sign, ==, '@');
}

static void
test_set_mark (void)
{
  static const struct
  {
    const char *line;
    char mark;
    const char *marked;
  } cases[] = {
    { "", '+', "+ " },
    { "rang back", '+', "+ rang back" },
    { "- rang back", '+', "+ rang back" },
    { "+ rang back", '+', "rang back" },
    { "@P1 rang back", '!', "@P1 ! rang back" },
    { "@P1 ? rang back", '!', "@P1 ! rang back" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = ear_capture_set_mark (cases[i].line, cases[i].mark);

      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/capture/plain-words", test_plain_words);
  g_test_add_func ("/app/capture/feelings", test_feelings);
  g_test_add_func ("/app/capture/speakers", test_speakers);
  g_test_add_func ("/app/capture/themes", test_themes);
  g_test_add_func ("/app/capture/exact-words", test_exact_words);
  g_test_add_func ("/app/capture/private-notes", test_private_notes);
  g_test_add_func ("/app/capture/many-lines", test_many_lines);
  g_test_add_func ("/app/capture/bengali", test_bengali);
  g_test_add_func ("/app/capture/original", test_original);
  g_test_add_func ("/app/capture/to-original", test_to_original);
  g_test_add_func ("/app/capture/there-and-back", test_there_and_back);
  g_test_add_func ("/app/capture/token-at", test_token_at);
  g_test_add_func ("/app/capture/set-mark", test_set_mark);
  return g_test_run ();
}
