/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index: it finds words in every script they were said in, follows every edit, and holds nothing any
 * more of a voice that was erased. */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-raw.h"

/* How often @word is found. */
static gint64
hits (EarStore *store, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) query
    = ear_store_query (store, "SELECT count (*) FROM voices_search WHERE voices_search MATCH ?", &error);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", word);

  g_assert_no_error (error);
  ear_statement_bind_text (query, 1, quoted);
  g_assert_cmpint (ear_statement_step (query, &error), ==, EAR_STEP_ROW);
  return ear_statement_get_integer (query, 0);
}

/* Asks FTS5 itself whether the index says what the table says. It can only be asked by writing to it. */
static void
assert_index_agrees (const char *path)
{
  ear_raw_run (path, EAR_RAW_KEY, "INSERT INTO voices_search (voices_search, rank) VALUES ('integrity-check', 1)");
}

static EarStore *
new_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_scripts (void)
{
  static const struct
  {
    const char *said, *asked;
    int found;
  } examples[] = {
    { "The café in Grays", "cafe", 2 },
    { "The cafe in Tilbury", "CAFÉ", 2 },
    { "Zażółć gęślą jaźń", "zażółć", 1 },
    { "Zażółć gęślą jaźń", "gesla", 1 },
    /* Polish ł is a letter of its own, not an l with a mark. */
    { "Łódź", "łódź", 1 },
    { "Łódź", "ŁODZ", 1 },
    { "Łódź", "lodz", 0 },
    { "Mulțumesc, Ștefan și Andreea", "multumesc", 1 },
    { "Mulțumesc, Ștefan și Andreea", "stefan", 1 },
    { "Mulțumesc, Ștefan și Andreea", "ș" "tefan", 1 },
    /* The same with the letters and marks typed apart. */
    { "Nai\xcc\x88ve re\xcc\x81sume\xcc\x81", "naïve", 1 },
    { "Nai\xcc\x88ve re\xcc\x81sume\xcc\x81", "re\xcc\x81sume\xcc\x81", 1 },
    { "Nai\xcc\x88ve re\xcc\x81sume\xcc\x81", "resume", 1 },
    /* Bengali: vowel signs and the joining mark are part of the word, not its end. */
    { "আমি বাংলায় কথা বলি", "বাংলায়", 1 },
    { "আমি বাংলায় কথা বলি", "কথা", 1 },
    { "ডাক্তার আমার ভাষা বোঝেন না", "ডাক্তার", 1 },
    { "ডাক্তার আমার ভাষা বোঝেন না", "ডাক", 0 },
    { "ডাক্তার আমার ভাষা বোঝেন না", "তার", 0 },
    { "لا أحد يسمعنا في المركز", "يسمعنا", 1 },
    { "لا أحد يسمعنا في المركز", "المركز", 1 },
    /* Arabic with and without its vowel marks. */
    { "مُسْتَشْفَى", "مُسْتَشْفَى", 1 },
    { "ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", "ਚਾਹੀਦੀ", 1 },
    { "carer’s assessment", "carer", 1 },
    { "24/7 crisis line, 111 option 2", "111", 1 },
  };
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      if (g_hash_table_add (said, (gpointer) examples[i].said))
        ear_record_free (ear_test_voice (store, session, examples[i].said));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      if (hits (store, examples[i].asked) != examples[i].found)
        g_error ("“%s” was found %d times instead of %d", examples[i].asked, (int) hits (store, examples[i].asked),
                 examples[i].found);
    }
}

static void
test_every_field (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "in translation");
  g_autoptr (GError) error = NULL;

  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL, "w oryginale");
  ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, "callback");
  g_assert_true (ear_store_put (store, voice, &error));
  g_assert_cmpint (hits (store, "translation"), ==, 1);
  g_assert_cmpint (hits (store, "oryginale"), ==, 1);
  g_assert_cmpint (hits (store, "callback"), ==, 1);
}

static void
test_follows_edits (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "first second");
  g_autoptr (GError) error = NULL;

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "second third");
  g_assert_true (ear_store_put (store, voice, &error));
  g_assert_cmpint (hits (store, "first"), ==, 0);
  g_assert_cmpint (hits (store, "second"), ==, 1);
  g_assert_cmpint (hits (store, "third"), ==, 1);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, NULL);
  g_assert_true (ear_store_put (store, voice, &error));
  g_assert_cmpint (hits (store, "third"), ==, 0);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "fourth");
  g_assert_true (ear_store_put (store, voice, &error));

  /* A deleted voice may come back, so it stays in the index; the lists leave it out. */
  g_assert_true (ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION, &voice->id, TRUE, &error));
  g_assert_cmpint (hits (store, "fourth"), ==, 1);
  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_cmpint (hits (store, "fourth"), ==, 0);

  /* What was taken back was never there. */
  g_assert_true (ear_store_begin (store, &error));
  ear_record_free (ear_test_voice (store, session, "unwritten"));
  ear_store_rollback (store);
  g_assert_cmpint (hits (store, "unwritten"), ==, 0);
  g_clear_pointer (&store, ear_store_close);
  assert_index_agrees (path);
}

/* --- Erasure --- */

#define N_VOICES 500
#define N_WORDS 12
#define WORD_LENGTH 11
#define BEGINNING 6

static gboolean
is_to_be_erased (guint voice)
{
  return voice % 3 == 0;
}

/* Words that nobody else says, so that finding one anywhere is finding the voice: those that will be erased are spelt
 * with the first half of the alphabet, those that stay with the second, and no chance can make one out of the other. */
static char *
secret_words (guint voice)
{
  g_autofree char *filler = g_strnfill (voice % 11 == 0 ? 6000 : 0, '-');
  gint32 first = is_to_be_erased (voice) ? 'a' : 'n';
  GString *text = g_string_new (filler);

  for (guint i = 0; i < N_WORDS; i++)
    {
      g_string_append_c (text, ' ');
      for (guint j = 0; j < WORD_LENGTH - 3; j++)
        g_string_append_c (text, (char) g_test_rand_int_range (first, first + 13));
      g_string_append_printf (text, "%03u", voice % 1000);
    }
  return g_string_free (text, FALSE);
}

/* The beginning of a word, enough to know it by: the index keeps the beginnings of words to find its way. */
static gint64
beginning (const char *word)
{
  gint64 key = 0;

  memcpy (&key, word, BEGINNING);
  return key;
}

static void
add_beginnings (GHashTable *beginnings, const char *said)
{
  g_auto (GStrv) words = g_strsplit (said, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      if (strlen (*word) == WORD_LENGTH)
        {
          gint64 key = beginning (*word);

          g_hash_table_add (beginnings, g_memdup2 (&key, sizeof key));
        }
    }
}

static GHashTable *
new_beginnings (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* How many times one of the words begins in @bytes; the first few are told, where @where is given. */
static guint
count_beginnings (GBytes *bytes, GHashTable *beginnings, const char *where)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  guint n = 0;

  for (gsize i = 0; i + BEGINNING <= size; i++)
    {
      gint64 key = beginning (data + i);

      if (g_hash_table_contains (beginnings, &key) && n++ < 5 && where != NULL)
        g_test_message ("%s, byte %u: %.6s", where, (guint) i, data + i);
    }
  return n;
}

/* Everything that can be asked for, the index's own tables too. */
static GBytes *
dump_tables (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_autoptr (EarStatement) tables
    = ear_store_query (store, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", &error);
  GByteArray *bytes = g_byte_array_new ();

  while (ear_statement_step (tables, &error) == EAR_STEP_ROW)
    {
      g_autofree char *select = g_strdup_printf ("SELECT * FROM %s", ear_statement_get_text (tables, 0));
      g_autoptr (EarStatement) rows = ear_store_query (store, select, &error);

      g_assert_no_error (error);
      while (ear_statement_step (rows, &error) == EAR_STEP_ROW)
        {
          for (int i = 0; i < ear_statement_n_columns (rows); i++)
            {
              gsize size;
              gconstpointer data = ear_statement_get_blob (rows, i, &size);

              g_byte_array_append (bytes, data, (guint) size);
            }
        }
    }
  g_assert_no_error (error);
  return g_byte_array_free_to_bytes (bytes);
}

static void
put_voices (EarStore *store, const EarRecord *session, EarId *ids, char **said)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (store, &error));
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autoptr (EarRecord) voice = NULL;

      said[i] = secret_words (i);
      voice = ear_test_voice (store, session, said[i]);
      ids[i] = voice->id;
      /* Some are edited: their words are in the history too; some are coded, with a memo. */
      if (i % 5 == 0)
        {
          ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "Said again, in other words");
          ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, said[i]);
          g_assert_true (ear_store_put (store, voice, &error));
        }
      if (i % 7 == 0)
        {
          g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
          EarId theme = ear_id_new ();

          ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
          ear_record_set_id (coding, EAR_CODING_THEME, &theme);
          ear_record_set (coding, EAR_CODING_MEMO, said[i]);
          g_assert_true (ear_store_put (store, coding, &error));
        }
    }
  g_assert_true (ear_store_commit (store, &error));
}

static void
test_erased_words_are_nowhere (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autofree EarId *ids = g_new0 (EarId, N_VOICES);
  g_auto (GStrv) said = g_new0 (char *, N_VOICES + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pages = NULL;
  g_autoptr (GBytes) tables = NULL;
  g_autoptr (GHashTable) erased = new_beginnings ();
  g_autoptr (GHashTable) kept = new_beginnings ();

  put_voices (store, session, ids, said);
  for (guint i = 0; i < N_VOICES; i++)
    {
      add_beginnings (is_to_be_erased (i) ? erased : kept, said[i]);
      if (is_to_be_erased (i))
        ear_store_erase (store, EAR_KIND_CONTRIBUTION, &ids[i], &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&store, ear_store_close);
  assert_index_agrees (path);

  tables = dump_tables (path);
  pages = ear_raw_pages (path, EAR_RAW_KEY);
  g_assert_cmpuint (count_beginnings (tables, erased, "tables"), ==, 0);
  g_assert_cmpuint (count_beginnings (pages, erased, "pages"), ==, 0);
  /* The same search finds what was not erased. */
  g_assert_cmpuint (count_beginnings (tables, kept, NULL), >, N_VOICES * N_WORDS * 2 / 3);
  g_assert_cmpuint (count_beginnings (pages, kept, NULL), >, N_VOICES * N_WORDS * 2 / 3);
}

/* The journal beside the file holds what pages said before a change. While the workbook is open it stays there, so
 * it must not keep anything once the change is made. */
static void
test_nothing_in_the_journal (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "to be erased");
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_true (g_stat (journal, &info) != 0 || info.st_size == 0);
  g_clear_pointer (&store, ear_store_close);
  g_assert_cmpint (g_stat (journal, &info), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/search/scripts", test_scripts);
  g_test_add_func ("/store/search/every-field", test_every_field);
  g_test_add_func ("/store/search/follows-edits", test_follows_edits);
  g_test_add_func ("/store/search/erased-words-are-nowhere", test_erased_words_are_nowhere);
  g_test_add_func ("/store/search/nothing-in-the-journal", test_nothing_in_the_journal);
  return g_test_run ();
}
