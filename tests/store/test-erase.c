/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of somebody's words once their consent was withdrawn: nothing, in no page of any file. */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-drafts.h"
#include "ear-raw.h"
#include "ear-store-merges.h"
#include "ear-store-quarantine.h"

#define N_MANY 1500

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static EarRecord *
participant (EarStore *store, const EarRecord *session, const char *label)
{
  EarRecord *person = ear_record_new (EAR_KIND_PARTICIPANT);

  ear_record_set (person, EAR_PARTICIPANT_LABEL, label);
  ear_record_set_id (person, EAR_PARTICIPANT_SESSION, &session->id);
  ear_record_set (person, EAR_PARTICIPANT_CODE_WORD, "kestrelbridge");
  ear_record_set (person, EAR_PARTICIPANT_CONTACT, "kestrelcontact");
  put (store, person);
  return person;
}

/* Words that fill from a few bytes to several overflow pages; each tenth is the withdrawing person's. */
static char *
long_words (const char *word, guint i)
{
  GString *text = g_string_new (NULL);

  for (guint n = 0; n <= i % 7 * i % 90; n++)
    g_string_append_printf (text, "%s%u rest%u of what was said there ", word, i, n);
  return g_string_free (text, FALSE);
}

static void
code (EarStore *store, const EarRecord *voice, const char *memo)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  EarId theme = ear_id_new ();

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  ear_record_set (coding, EAR_CODING_MEMO, memo);
  put (store, coding);
}

static void
fill (EarStore *store, const EarRecord *session, const EarRecord *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (store, &error));
  for (guint i = 0; i < N_MANY; i++)
    {
      gboolean theirs = i % 10 == 3;
      g_autofree char *words = long_words (theirs ? "kestrel" : "sparrow", i);
      g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);

      ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, theirs ? "kestrelnote" : NULL);
      if (theirs)
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &person->id);
      put (store, voice);
      if (i % 3 == 0)
        {
          g_autofree char *edited = g_strconcat (theirs ? "kestreledit " : "sparrowedit ", words, NULL);

          ear_record_set (voice, EAR_CONTRIBUTION_TEXT, edited);
          put (store, voice);
        }
      if (i % 5 == 3)
        code (store, voice, theirs ? "kestrelmemo" : "sparrowmemo");
    }
  g_assert_true (ear_store_commit (store, &error));
  g_assert_no_error (error);
}

/* Some go and come again, so that pages are freed, split and taken anew. */
static void
churn (EarStore *store, const EarRecord *session)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EarStatement) each = ear_store_query (store, "SELECT id FROM contributions WHERE n % 10 = 5 AND state = 0", NULL);
  g_autoptr (GError) error = NULL;
  EarId id;

  while (ear_statement_step (each, &error) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_ptr_array_add (ids, g_memdup2 (&id, sizeof id));
    }
  g_clear_pointer (&each, ear_statement_free);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *words = long_words ("starling", i * 3);
      g_autoptr (EarRecord) voice = i % 2 == 0 ? NULL : ear_test_voice (store, session, words);

      ear_store_erase (store, EAR_KIND_CONTRIBUTION, ids->pdata[i], &error);
      g_assert_no_error (error);
    }
}

static void
assert_no_words (const char *path, const char *const *words)
{
  g_autoptr (GBytes) pages = ear_raw_pages (path, EAR_TEST_PASSPHRASE);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *found = ear_raw_find (pages, words[i]);

      if (found != NULL)
        g_error ("“%s” is still in %s: %s", words[i], path, found);
    }
}

static void
assert_not_in (const char *path, const char *key, const char *word)
{
  g_autoptr (GBytes) pages = ear_raw_pages (path, key);
  g_autofree char *found = ear_raw_find (pages, word);

  if (found != NULL)
    g_error ("“%s” is still in %s: %s", word, path, found);
}

/* No journal and no unfinished copy is left. */
static void
assert_only_files (const char *folder, guint n_expected)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, n_expected);
}

static void
test_many_pages (void)
{
  static const char *const theirs[] = { "kestrel", NULL };
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "big");
  g_autoptr (EarStore) store = ear_test_store (folder, "big");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) person = participant (store, session, "P1");
  g_autoptr (GError) error = NULL;

  fill (store, session, person);
  churn (store, session);
  g_assert_true (ear_store_erase (store, EAR_KIND_PARTICIPANT, &person->id, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  assert_no_words (path, theirs);
}

/* What was typed over a voice goes with it; what is typed elsewhere stays. */
static void
test_drafts (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "typed");
  g_autofree char *key = ear_drafts_new_key ();
  g_autoptr (EarStore) store = ear_test_store (folder, "typed");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "kestrel");
  g_autofree char *in = ear_id_to_string (&session->id), *id = ear_id_to_string (&voice->id);
  g_autofree char *edit = g_strconcat ("edit/", in, "/", id, NULL), *line = g_strconcat ("capture/", in, NULL);
  g_autofree char *file = g_strconcat (path, "-drafts", NULL);
  g_autoptr (GError) error = NULL;
  EarDrafts *drafts = ear_drafts_open (path, key, &error);
  static const char *const gone[] = { "kestrel", NULL };
  g_autoptr (GBytes) pages = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (ear_store_set_setting (store, "drafts-key", key, &error));
  g_assert_true (ear_drafts_save (drafts, edit, "kestrel typed again", &error));
  g_assert_true (ear_drafts_save (drafts, line, "sparrow", &error));
  ear_drafts_close (drafts);
  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  assert_no_words (path, gone);
  pages = ear_raw_pages (file, key);
  g_assert_null (ear_raw_find (pages, "kestrel"));
  kept = ear_raw_find (pages, "sparrow");
  g_assert_nonnull (kept);
}

#define N_PEOPLE 6

/* People whose voices come, change, grow and shrink in a random order, so that rows wander from page to page. */
typedef struct
{
  char *path, *backup, *key;
  EarStore *store;
  EarRecord *session;
  GPtrArray *ids; /* EarId of voices */
  EarId people[N_PEOPLE];
} Wandering;

static void
begin_wandering (Wandering *self, EarTestFolder folder)
{
  g_autoptr (GError) error = NULL;

  self->path = ear_test_path (folder, "wandering");
  self->backup = ear_test_path (folder, "copy");
  self->key = ear_drafts_new_key ();
  self->store = ear_store_create (self->path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  self->session = ear_test_session (self->store, "One");
  self->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_PEOPLE; i++)
    self->people[i] = ear_id_new ();
  g_assert_true (ear_store_set_setting (self->store, "drafts-key", self->key, &error));
  g_assert_true (ear_store_backup (self->store, self->backup, EAR_RAW_KEY, &error));
}

static void
end_wandering (Wandering *self)
{
  ear_store_close (self->store);
  ear_record_free (self->session);
  g_ptr_array_unref (self->ids);
  g_free (self->path);
  g_free (self->backup);
  g_free (self->key);
}

static char *
some_words (guint person)
{
  GString *text = g_string_new (NULL);

  for (gint32 n = g_test_rand_int_range (1, 12) * g_test_rand_int_range (1, 14); n > 0; n--)
    g_string_append_printf (text, "kestrel%ux%u tells ", person, (guint) g_test_rand_int_range (0, 400));
  return g_string_free (text, FALSE);
}

/* What is said next by a person who has not withdrawn, or in place of what they said before: NULL for one who has. */
static EarRecord *
pick_voice (Wandering *self, guint first, guint *person)
{
  guint known = self->ids->len == 0 ? 0 : (guint) g_test_rand_int_range (0, (gint32) self->ids->len * 2);
  EarRecord *voice;
  EarId owner;

  if (known < self->ids->len)
    {
      voice = ear_store_get (self->store, EAR_KIND_CONTRIBUTION, self->ids->pdata[known], NULL);
      if (!ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &owner))
        {
          g_assert_true (voice->erased);
          g_clear_pointer (&voice, ear_record_free);
          return NULL;
        }
      for (*person = 0; !ear_id_equal (&self->people[*person], &owner); (*person)++)
        ;
      return voice;
    }
  *person = (guint) g_test_rand_int_range ((gint32) first, N_PEOPLE);
  voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &self->people[*person]);
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &self->session->id);
  g_ptr_array_add (self->ids, g_memdup2 (&voice->id, sizeof voice->id));
  return voice;
}

/* Each is typed first, in the same line as all, or over the voice itself. */
static void
wander (Wandering *self, guint first)
{
  g_autofree char *in = ear_id_to_string (&self->session->id);
  g_autofree char *line = g_strconcat ("capture/", in, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarDrafts) drafts = ear_drafts_open (self->path, self->key, &error);

  g_assert_no_error (error);
  g_assert_true (ear_store_begin (self->store, &error));
  for (guint i = 0; i < 150; i++)
    {
      guint person;
      g_autoptr (EarRecord) voice = pick_voice (self, first, &person);
      g_autofree char *words = NULL;
      g_autofree char *id = NULL;
      g_autofree char *edit = NULL;

      if (voice == NULL)
        continue;
      words = some_words (person);
      id = ear_id_to_string (&voice->id);
      edit = g_strconcat ("edit/", in, "/", id, NULL);
      if (i % 5 == 0)
        g_assert_true (ear_drafts_save (drafts, i % 3 == 0 ? edit : line, words, &error));
      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      ear_record_set (voice, EAR_CONTRIBUTION_REF, g_test_rand_bit () ? words + strlen (words) - 12 : NULL);
      put (self->store, voice);
    }
  g_assert_true (ear_drafts_save (drafts, line, NULL, &error));
  g_assert_true (ear_store_commit (self->store, &error));
  g_assert_no_error (error);
}

/* Here, or by a mark that comes with somebody's bundle. */
static void
withdraw (Wandering *self, guint person)
{
  g_autoptr (GError) error = NULL;

  if (person % 2 == 0)
    ear_store_erase (self->store, EAR_KIND_PARTICIPANT, &self->people[person], &error);
  else
    {
      g_autoptr (EarRecord) mark = ear_record_new_with_id (EAR_KIND_PARTICIPANT, &self->people[person]);
      EarOutcome outcome;
      gboolean conflict;

      mark->erased = TRUE;
      g_assert_true (ear_store_begin (self->store, &error));
      g_assert_true (ear_store_join (self->store, mark, &outcome, &conflict, &error));
      g_assert_true (ear_store_commit (self->store, &error));
    }
  g_assert_no_error (error);
}

/* Then one after another withdraws. Where SQLite moves a row to another page it leaves a copy in the unused middle of the
 * first, which secure_delete does not blank. */
static void
test_wandering_rows (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  Wandering self = { 0 };
  g_autofree char *drafts = NULL;

  begin_wandering (&self, folder);
  drafts = g_strconcat (self.path, "-drafts", NULL);
  for (guint round = 0; round < N_PEOPLE; round++)
    {
      g_autofree char *word = g_strdup_printf ("kestrel%ux", round);
      g_autoptr (GError) error = NULL;

      wander (&self, round);
      withdraw (&self, round);
      g_assert_true (ear_store_remake_backup (self.store, self.backup, EAR_RAW_KEY, &error));
      g_clear_pointer (&self.store, ear_store_close);
      assert_not_in (self.path, EAR_RAW_KEY, word);
      assert_not_in (self.backup, EAR_RAW_KEY, word);
      assert_not_in (drafts, self.key, word);
      assert_only_files (folder, 3);
      self.store = ear_store_open (self.path, EAR_RAW_KEY, &error);
      g_assert_no_error (error);
    }
  end_wandering (&self);
}

#define N_WAITING 300

/* Each comes again and again, longer and shorter, so that rows wander. */
static void
set_aside_many (EarStore *store, const EarId *sender, const EarId *person)
{
  g_autoptr (GError) error = NULL;
  EarId ids[N_WAITING];

  for (guint i = 0; i < N_WAITING; i++)
    ids[i] = ear_id_new ();
  g_assert_true (ear_store_begin (store, &error));
  for (guint n = 0; n < 5 * N_WAITING; n++)
    {
      guint i = n < N_WAITING ? n : (guint) g_test_rand_int_range (0, N_WAITING);
      EarStamp theirs = { ear_clock_make (1795342530000 + n, 0), *sender };
      g_autofree char *words
        = long_words (i % 2 == 0 ? "kestrel" : i % 3 == 0 ? "heron" : "sparrow", (guint) g_test_rand_int_range (0, 300));
      g_autoptr (EarRecord) voice = ear_record_new_with_id (EAR_KIND_CONTRIBUTION, &ids[i]);

      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      if (i % 2 == 0)
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, person);
      ear_record_stamp (voice, &theirs);
      g_assert_true (ear_store_set_aside (store, voice, EAR_WAIT_SENDER, sender, "a.xml", "a voice", &error));
    }
  g_assert_true (ear_store_commit (store, &error));
}

/* Whether a copy of a row is left is chance; that the file is to be scrubbed is not. */
static void
assert_scrub_is_due (EarStore *store, gboolean due)
{
  g_autofree char *traces = ear_store_get_setting (store, "traces", NULL);

  g_assert_true (due == (traces != NULL));
}

typedef struct
{
  guint n;       /* how often progress was told */
  guint stop_at; /* the time at which it is stopped */
  double last;
  GCancellable *cancellable;
} Watched;

static void
watched_cb (double fraction, gpointer data)
{
  Watched *watched = data;

  g_assert_cmpfloat (fraction, >=, watched->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watched->last = fraction;
  if (++watched->n == watched->stop_at)
    g_cancellable_cancel (watched->cancellable);
}

static guint
scrub_until (EarStore *store, guint stop_at, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watched watched = { .stop_at = stop_at, .cancellable = cancellable };

  ear_store_scrub_watched (store, watched_cb, &watched, cancellable, error);
  return watched.n;
}

/* Stopped at whatever moment, the workbook is as it was, the scrub is still due, and is done another time. */
static void
test_stopped_scrub (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "stopped"), *copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL, voice = NULL, other = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  guint n_stopped = 0;

  g_assert_no_error (error);
  session = ear_test_session (store, "One");
  g_assert_true (ear_store_begin (store, &error));
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *words = long_words (i % 2 == 0 ? "wren" : "plover", 100);

      ear_record_free (ear_test_voice (store, session, words));
    }
  g_assert_true (ear_store_commit (store, &error));
  voice = ear_test_voice (store, session, "kestrel kestrel");
  other = ear_test_voice (store, session, "heron");
  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  for (guint stop_at = 1;; stop_at++)
    {
      guint n = scrub_until (store, stop_at, &error);

      if (error == NULL)
        {
          g_assert_cmpuint (n, <=, stop_at);
          break;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      assert_scrub_is_due (store, TRUE);
      n_stopped++;
    }
  g_assert_cmpuint (n_stopped, >, 3);
  assert_scrub_is_due (store, FALSE);
  problems = ear_store_check (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  copy = g_strconcat (path, ".clean", NULL);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_clear_pointer (&store, ear_store_close);
  assert_not_in (path, EAR_RAW_KEY, "kestrel");
}

/* What only waited, and was refused, or whose speaker withdrew, leaves as little. */
static void
test_quarantine (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "waiting");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  EarId sender = ear_id_new (), person = ear_id_new ();
  g_autoptr (EarRecord) mark = ear_record_new_with_id (EAR_KIND_PARTICIPANT, &person);
  EarOutcome outcome;
  gboolean conflict;

  g_assert_no_error (error);
  set_aside_many (store, &sender, &person);
  g_assert_true (ear_store_begin (store, &error));
  for (gint64 n = 1; n <= N_WAITING; n++)
    {
      if (n % 6 == 4)
        g_assert_true (ear_store_refuse_waiting (store, n, &error));
    }
  g_assert_true (ear_store_commit (store, &error));
  assert_scrub_is_due (store, TRUE);
  g_clear_pointer (&store, ear_store_close);
  assert_not_in (path, EAR_RAW_KEY, "heron");

  store = ear_store_open (path, EAR_RAW_KEY, &error);
  assert_scrub_is_due (store, FALSE);
  mark->erased = TRUE;
  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_join (store, mark, &outcome, &conflict, &error));
  g_assert_true (ear_store_commit (store, &error));
  assert_scrub_is_due (store, TRUE);
  g_clear_pointer (&store, ear_store_close);
  assert_not_in (path, EAR_RAW_KEY, "kestrel");
}

/* Nor does a merge that is taken back. */
static void
test_undone_merge (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "undone");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  EarStamp theirs = { ear_clock_make (1795342530000, 0), ear_id_new () };
  EarStoreMergeCounts counts = { .n_added = 200 };
  EarStoreUndone undone;
  gint64 merge;

  g_assert_no_error (error);
  g_assert_true (ear_store_begin (store, &error));
  merge = ear_store_merge_begin (store, &error);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *words = long_words ("kestrel", i);
      g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
      EarOutcome outcome;
      gboolean conflict;

      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      ear_record_stamp (voice, &theirs);
      g_assert_true (ear_store_join (store, voice, &outcome, &conflict, &error));
    }
  g_assert_true (ear_store_merge_end (store, &counts, TRUE, &error));
  g_assert_true (ear_store_commit (store, &error));
  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_merge_undo (store, merge, &undone, NULL, NULL, NULL, &error));
  g_assert_true (ear_store_commit (store, &error));
  g_assert_cmpuint (undone.n_removed, ==, 200);
  g_clear_pointer (&store, ear_store_close);
  assert_not_in (path, EAR_RAW_KEY, "kestrel");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/erase/stopped-scrub", test_stopped_scrub);
  g_test_add_func ("/store/erase/many-pages", test_many_pages);
  g_test_add_func ("/store/erase/drafts", test_drafts);
  g_test_add_func ("/store/erase/wandering-rows", test_wandering_rows);
  g_test_add_func ("/store/erase/quarantine", test_quarantine);
  g_test_add_func ("/store/erase/undone-merge", test_undone_merge);
  return g_test_run ();
}
