/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or the power does, at each moment of each thing a workbook does: afterwards it is as it was before
 * or as it was to be, never a third (design, “What may never break”, 1). */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"

#define N_VOICES 8
#define N_JOINED 50

/* What is done to a workbook. @prepare makes what @run needs while the disk is still well. */
typedef struct
{
  const char *name;
  guint stride; /* of the steps at which it fails, where all would take long: -m thorough takes all */
  gpointer (*prepare) (EarStore *store);
  gboolean (*run) (EarStore *store, gpointer prepared, GError **error);
  GDestroyNotify free;
} Operation;

static char *base;        /* the workbook that every try begins with a copy of */
static char *work, *image; /* the copy; what is on the disk after a failure, under another name */
static EarId session_id, voice_ids[N_VOICES], theme_ids[3], coding_id;

static EarId
fixed_id (guint8 kind, guint8 n)
{
  EarId id = { { 1, 2, 3, 4, 5, 6, 0x70, kind, 0x80, 0, 0, 0, 0, 0, 0, n } };

  return id;
}

static EarStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_open (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  return store;
}

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static EarRecord *
new_voice (const EarId *id, const char *text)
{
  EarRecord *voice = ear_record_new_with_id (EAR_KIND_CONTRIBUTION, id);

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session_id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  return voice;
}

static void
put_voices (EarStore *store)
{
  for (guint8 i = 0; i < N_VOICES; i++)
    {
      g_autofree char *filler = g_strnfill (i * 700, 'x');
      g_autofree char *text = g_strdup_printf ("river words %u %s", i, filler);
      g_autoptr (EarRecord) voice = NULL;

      voice_ids[i] = fixed_id (2, i);
      voice = new_voice (&voice_ids[i], text);
      put (store, voice);
      ear_record_set (voice, EAR_CONTRIBUTION_REF, "edited once");
      put (store, voice);
    }
}

static void
put_themes (EarStore *store)
{
  for (guint8 i = 0; i < G_N_ELEMENTS (theme_ids); i++)
    {
      g_autoptr (EarRecord) theme = NULL;

      theme_ids[i] = fixed_id (3, i);
      theme = ear_record_new_with_id (EAR_KIND_THEME, &theme_ids[i]);
      ear_record_set (theme, EAR_THEME_NAME, "A theme");
      if (i > 0)
        ear_record_set_id (theme, EAR_THEME_PARENT, &theme_ids[i - 1]);
      put (store, theme);
    }
}

static void
make_base (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (base, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) coding = NULL;

  g_assert_no_error (error);
  session_id = fixed_id (1, 0);
  session = ear_record_new_with_id (EAR_KIND_SESSION, &session_id);
  ear_record_set (session, EAR_SESSION_TITLE, "Drop-in");
  put (store, session);
  put_voices (store);
  put_themes (store);
  coding_id = fixed_id (4, 0);
  coding = ear_record_new_with_id (EAR_KIND_CODING, &coding_id);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice_ids[3]);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme_ids[0]);
  ear_record_set (coding, EAR_CODING_MEMO, "river");
  put (store, coding);
}

/* --- What is done --- */

static gpointer
prepare_new (EarStore *store G_GNUC_UNUSED)
{
  EarId id = fixed_id (2, 200);

  return new_voice (&id, "river words of a new voice");
}

static gpointer
prepare_edit (EarStore *store)
{
  EarRecord *voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice_ids[5], NULL);

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "edited words");
  ear_record_set (voice, EAR_CONTRIBUTION_REF, NULL);
  return voice;
}

/* Two at the bottom of a tree change places with one at the top: the ancestry of all is made anew. */
static gpointer
prepare_move (EarStore *store)
{
  EarRecord *theme = ear_store_get (store, EAR_KIND_THEME, &theme_ids[0], NULL);

  ear_record_set_id (theme, EAR_THEME_PARENT, &theme_ids[2]);
  return theme;
}

static gboolean
run_put (EarStore *store, gpointer record, GError **error)
{
  return ear_store_put (store, record, error);
}

static gpointer
prepare_nothing (EarStore *store G_GNUC_UNUSED)
{
  return NULL;
}

static gboolean
run_delete (EarStore *store, gpointer nothing G_GNUC_UNUSED, GError **error)
{
  return ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION, &voice_ids[2], TRUE, error);
}

static gboolean
run_erase (EarStore *store, gpointer nothing G_GNUC_UNUSED, GError **error)
{
  return ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice_ids[3], error);
}

/* The same, and what is left of it in unused parts of pages. */
static gboolean
run_erase_and_scrub (EarStore *store, gpointer nothing, GError **error)
{
  return run_erase (store, nothing, error) && ear_store_scrub (store, error);
}

/* Another laptop's records: new ones, and blind edits of those that are here. */
static gpointer
prepare_join (EarStore *store)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);

  for (guint8 i = 0; i < N_JOINED; i++)
    {
      EarStamp stamp = { ear_clock_make (1795342530000 + i, 0), fixed_id (9, 9) };
      EarId id = fixed_id (2, i);
      EarRecord *voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, &id, NULL);

      if (voice == NULL)
        voice = new_voice (&id, "river words of theirs, long enough to fill a few pages of the workbook between them all");
      ear_record_set (voice, EAR_CONTRIBUTION_SOURCE, "Theirs");
      ear_record_stamp (voice, &stamp);
      g_ptr_array_add (records, voice);
    }
  return records;
}

static gboolean
run_join (EarStore *store, gpointer prepared, GError **error)
{
  GPtrArray *records = prepared;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      EarOutcome outcome;
      gboolean conflict;

      if (!ear_store_join (store, records->pdata[i], &outcome, &conflict, error))
        {
          ear_store_rollback (store);
          return FALSE;
        }
    }
  return ear_store_commit (store, error);
}

static const Operation operations[] = {
  { "put-new", 1, prepare_new, run_put, (GDestroyNotify) ear_record_free },
  { "put-edit", 1, prepare_edit, run_put, (GDestroyNotify) ear_record_free },
  { "move", 1, prepare_move, run_put, (GDestroyNotify) ear_record_free },
  { "delete", 1, prepare_nothing, run_delete, NULL },
  { "erase", 1, prepare_nothing, run_erase, NULL },
  { "scrub", 48, prepare_nothing, run_erase_and_scrub, NULL },
  { "join", 4, prepare_join, run_join, (GDestroyNotify) g_ptr_array_unref },
};

static void
release (const Operation *operation, gpointer prepared)
{
  if (operation->free != NULL)
    operation->free (prepared);
}

/* --- What must hold --- */

static void
forget (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

static void
begin_anew (void)
{
  forget (work);
  ear_raw_copy (base, work);
}

/* What a copy of the files, as they are on the disk now, would be opened as. */
static void
take_image (void)
{
  g_autofree char *work_journal = g_strconcat (work, "-journal", NULL);
  g_autofree char *image_journal = g_strconcat (image, "-journal", NULL);

  forget (image);
  ear_raw_copy (work, image);
  if (g_file_test (work_journal, G_FILE_TEST_EXISTS))
    ear_raw_copy (work_journal, image_journal);
}

/* Once it was opened, an erasure is complete, and an unfinished copy is gone. */
static void
assert_no_traces (const char *path, const char *state)
{
  g_autofree char *erased = ear_id_to_string (&voice_ids[3]);
  g_autofree char *mark = g_strconcat (erased, " erased", NULL);
  g_autofree char *copy = g_strconcat (path, ".clean", NULL);
  g_autoptr (GBytes) pages = NULL;

  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  if (strstr (state, mark) == NULL)
    return;
  pages = ear_raw_pages (path, EAR_RAW_KEY);
  g_assert_null (ear_raw_find (pages, "river words 3"));
}

static char *
state_of (const char *path)
{
  g_autoptr (EarStore) store = open_store (path);
  char *state = ear_raw_state (store);

  g_clear_pointer (&store, ear_store_close);
  assert_no_traces (path, state);
  return state;
}

/* The same, once every page and every row were found whole. */
static char *
whole_state_of (const char *path)
{
  g_autoptr (EarStore) store = open_store (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = ear_store_check (store, NULL, &error);

  char *state;

  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (const char *) problems->pdata[0]);
  state = ear_raw_state (store);
  g_clear_pointer (&store, ear_store_close);
  assert_no_traces (path, state);
  return state;
}

/* The lines of @one that @other has not. */
static char *
difference (const char *one, const char *other)
{
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1);
  g_auto (GStrv) others = g_strsplit (other, "\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      if (!g_strv_contains ((const char *const *) others, *line))
        g_string_append_printf (text, "  %.200s\n", *line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_one_of (const char *state, const char *before, const char *after, const char *what, guint nth)
{
  if (g_strcmp0 (state, before) != 0 && g_strcmp0 (state, after) != 0)
    {
      g_autofree char *more = difference (state, before);
      g_autofree char *less = difference (before, state);
      g_autofree char *missing = difference (after, state);

      g_error ("After %s, failed at step %u, the workbook is neither as before nor as after. More than before:\n%s"
               "Less than before:\n%sLess than after:\n%s",
               what, nth, more, less, missing);
    }
}

static char *
state_after (const Operation *operation)
{
  g_autoptr (GError) error = NULL;

  begin_anew ();
  {
    g_autoptr (EarStore) store = open_store (work);
    gpointer prepared = operation->prepare (store);

    g_assert_true (operation->run (store, prepared, &error));
    g_assert_no_error (error);
    release (operation, prepared);
  }
  return state_of (work);
}

static void
assert_disk_error (const GError *error, EarFault fault)
{
  g_assert_nonnull (error);
  if (error->domain != EAR_STORE_ERROR
      || (error->code != EAR_STORE_ERROR_DISK && (error->code != EAR_STORE_ERROR_DISK_FULL || fault != EAR_FAULT_FULL)))
    g_error ("The disk failed, and this was said of it: %s", error->message);
}

static guint
stride_of (const Operation *operation)
{
  return g_test_thorough () ? 1 : operation->stride;
}

/* Most of what can go wrong goes wrong among the first writes. Of the many after them fewer and fewer are tried, by lot, so that
 * each run tries others; -m thorough tries all. */
static guint
next_moment (guint nth, guint stride)
{
  return nth + (g_test_thorough () ? 1 : nth < 8 ? stride : MAX (stride, (guint) g_test_rand_int_range ((gint32) nth / 4, (gint32) nth / 2 + 1)));
}

/* --- A disk that fails --- */

/* Returns: whether the disk failed, so that it is worth failing one step later. */
static gboolean
fail_once (const Operation *operation, EarFault fault, gboolean for_good, guint nth, const char *before, const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autofree char *on_disk = NULL;
  g_autofree char *here = NULL;
  g_autofree char *in_the_end = NULL;
  gboolean done, fired;
  gpointer prepared;

  begin_anew ();
  store = open_store (work);
  prepared = operation->prepare (store);
  ear_fault_arm (fault, nth, for_good, 0);
  done = operation->run (store, prepared, &error);
  fired = ear_fault_disarm ();
  g_assert_true (done || fired);
  if (!done)
    {
      assert_disk_error (error, fault);
      g_clear_error (&error);
      take_image ();
      on_disk = state_of (image);
      assert_one_of (on_disk, before, after, operation->name, nth);
      here = ear_raw_state (store);
      assert_one_of (here, on_disk, on_disk, operation->name, nth);

      /* The same window goes on, and trying the very same again does it. */
      g_assert_true (operation->run (store, prepared, &error));
      g_assert_no_error (error);
    }
  release (operation, prepared);
  g_clear_pointer (&store, ear_store_close);
  in_the_end = whole_state_of (work);
  /* A disk that fails while the last of it, the journal, is cleared away has taken it all the same. Doing it again
   * then keeps a value like the one before in the history. */
  if (g_strcmp0 (on_disk, after) != 0)
    assert_one_of (in_the_end, after, after, operation->name, nth);
  return fired;
}

static void
test_disk (gconstpointer data)
{
  const Operation *operation = data;
  g_autofree char *before = state_of (base);
  g_autofree char *after = state_after (operation);
  static const struct
  {
    EarFault fault;
    gboolean for_good;
  } faults[] = { { EAR_FAULT_ERROR, FALSE }, { EAR_FAULT_FULL, TRUE }, { EAR_FAULT_ERROR, TRUE }, { EAR_FAULT_FULL, FALSE } };

  g_assert_cmpstr (before, !=, after);
  for (gsize i = 0; i < (g_test_thorough () ? G_N_ELEMENTS (faults) : 2); i++)
    {
      guint stride = g_test_thorough () ? 1 : i == 0 ? MAX (1, operation->stride / 4) : 2 * operation->stride;
      guint nth = 1 + g_test_rand_int_range (0, (gint32) stride);

      while (fail_once (operation, faults[i].fault, faults[i].for_good, nth, before, after))
        nth = next_moment (nth, stride);
      g_assert_cmpuint (nth, >, 20);
    }
}

/* --- A power cut --- */

static void
die_at (const Operation *operation, EarFault fault, guint nth, guint32 seed)
{
  EarStore *store = open_store (work);
  gpointer prepared = operation->prepare (store);

  ear_fault_arm (fault, nth, FALSE, seed);
  if (!operation->run (store, prepared, NULL))
    _exit (1);
  ear_fault_disarm ();
  _exit (0);
}

/* Returns: whether the child lived to the end. */
static gboolean
lived (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status))
    {
      g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
      return FALSE;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

static void
test_power (gconstpointer data)
{
  const Operation *operation = data;
  g_autofree char *before = state_of (base);
  g_autofree char *after = state_after (operation);

  for (EarFault fault = EAR_FAULT_KILL; fault <= EAR_FAULT_TORN; fault++)
    {
      gboolean alive = FALSE;
      guint stride = stride_of (operation);

      /* Losing all that was not synced is one of the ways in which any part of it is lost. */
      if (fault == EAR_FAULT_POWER && !g_test_thorough ())
        stride = MAX (stride, 3);
      for (guint nth = 1 + g_test_rand_int_range (0, (gint32) stride); !alive; nth = next_moment (nth, stride))
        {
          guint32 seed = (guint32) g_test_rand_int ();
          g_autofree char *state = NULL;
          pid_t child;

          begin_anew ();
          child = fork ();
          if (child == 0)
            die_at (operation, fault, nth, seed);
          alive = lived (child);
          state = fault == EAR_FAULT_KILL ? state_of (work) : whole_state_of (work);
          assert_one_of (state, alive ? after : before, after, operation->name, nth);
        }
    }
}

/* --- Backup and create: a new file, whole or not there --- */

/* Only the file itself is there, nothing that was begun and not finished. */
static void
assert_alone (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *other;

  while ((other = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (other, name))
        g_assert_cmpstr (other, ==, name);
    }
}

static gboolean
make_backup (const char *path, GError **error)
{
  g_autoptr (EarStore) store = open_store (work);
  gboolean done;

  done = ear_store_backup (store, path, EAR_RAW_KEY, error);
  return done;
}

static gboolean
make_new (const char *path, GError **error)
{
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, error);

  return store != NULL;
}

typedef gboolean (*MakeFunc) (const char *path, GError **error);

static void
test_making_on_a_bad_disk (gconstpointer data)
{
  MakeFunc make = (MakeFunc) data;
  g_autofree char *path = g_strconcat (work, ".made", NULL);
  g_autofree char *expected = NULL;

  begin_anew ();
  forget (path);
  g_assert_true (make (path, NULL));
  expected = state_of (path);
  for (guint round = 0; round < 2; round++)
    {
      EarFault fault = round == 0 ? EAR_FAULT_ERROR : EAR_FAULT_FULL;
      gboolean fired = TRUE;

      /* Two hundred pages are written one after another; each of the first and every few of the others will do. */
      for (guint nth = 1; fired; nth += nth < 24 || g_test_thorough () ? 1 : 5)
        {
          g_autoptr (GError) error = NULL;
          gboolean done;

          forget (path);
          ear_fault_arm (fault, nth, round == 0, 0);
          done = make (path, &error);
          fired = ear_fault_disarm ();
          g_assert_true (done || fired);
          if (done)
            {
              g_autofree char *state = state_of (path);

              g_assert_cmpstr (state, ==, expected);
              assert_alone (path);
              continue;
            }
          assert_disk_error (error, fault);
          /* A whole new workbook may be there that then could not be opened; never a part of one. */
          if (g_file_test (path, G_FILE_TEST_EXISTS))
            {
              g_autofree char *state = state_of (path);

              g_assert_cmpstr (state, ==, expected);
            }
          assert_alone (path);
        }
    }
}

static void
test_making_without_power (gconstpointer data)
{
  MakeFunc make = (MakeFunc) data;
  g_autofree char *path = g_strconcat (work, ".made", NULL);
  g_autofree char *expected = NULL;
  gboolean alive = FALSE;

  begin_anew ();
  forget (path);
  g_assert_true (make (path, NULL));
  expected = state_of (path);
  for (guint nth = 1; !alive; nth = next_moment (nth, 1))
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_autofree char *state = NULL;
      pid_t child;

      forget (path);
      child = fork ();
      if (child == 0)
        {
          ear_fault_arm (nth % 2 == 0 ? EAR_FAULT_KILL : EAR_FAULT_TORN, nth, FALSE, seed);
          _exit (make (path, NULL) ? 0 : 1);
        }
      alive = lived (child);
      /* What was left unfinished has another name and is no hindrance to the next try. */
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        g_assert_true (make (path, NULL));
      state = whole_state_of (path);
      g_assert_cmpstr (state, ==, expected);
      assert_alone (path);
    }
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  ear_fault_vfs_register ();
  folder = ear_test_folder_new ();
  base = ear_test_path (folder, "base");
  work = ear_test_path (folder, "work");
  image = ear_test_path (folder, "image");
  make_base ();
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *disk = g_strdup_printf ("/store/faults/disk/%s", operations[i].name);
      g_autofree char *power = g_strdup_printf ("/store/faults/power/%s", operations[i].name);

      g_test_add_data_func (disk, &operations[i], test_disk);
      g_test_add_data_func (power, &operations[i], test_power);
    }
  g_test_add_data_func ("/store/faults/disk/backup", (gconstpointer) make_backup, test_making_on_a_bad_disk);
  g_test_add_data_func ("/store/faults/disk/create", (gconstpointer) make_new, test_making_on_a_bad_disk);
  g_test_add_data_func ("/store/faults/power/backup", (gconstpointer) make_backup, test_making_without_power);
  g_test_add_data_func ("/store/faults/power/create", (gconstpointer) make_new, test_making_without_power);
  result = g_test_run ();
  g_free (base);
  g_free (work);
  g_free (image);
  return result;
}
