/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or the power does, at each moment of taking a merge back, of erasing somebody, and of taking in what
 * waited. */
#include "ear-fault-vfs.h"
#include "ear-merge.h"
#include "ear-raw.h"
#include "fault-world.h"

#define N_VOICES 6

static char *plain, *merged, *waiting, *work; /* workbooks: nothing happened yet; a merge was; its records wait */
static char *bundle;
static EarId speaker, voice_ids[N_VOICES];

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static void
code (EarStore *store, const EarId *voice)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  EarId theme = ear_id_new ();

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, voice);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  ear_record_set (coding, EAR_CODING_MEMO, "river, says the coder");
  put (store, coding);
}

static void
make_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (plain, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) person = ear_record_new (EAR_KIND_PARTICIPANT);

  g_assert_no_error (error);
  session = ear_test_session (store, "Drop-in");
  ear_record_set (person, EAR_PARTICIPANT_LABEL, "P1");
  put (store, person);
  speaker = person->id;
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autofree char *filler = g_strnfill (i * 900, 'x');
      g_autofree char *text = g_strdup_printf ("river words %u %s", i, filler);
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);

      voice_ids[i] = voice->id;
      if (i % 2)
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker);
      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text + 1);
      put (store, voice);
      code (store, &voice->id);
    }
}

/* A partner who has it all edits, deletes and adds; a conflict waits in the workbook. */
static void
make_bundle (const char *folder)
{
  g_autoptr (EarStore) partner = ear_test_store (folder, "partner");
  g_autoptr (EarStore) store = fault_world_open (plain);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (GError) error = NULL;

  world_merge (partner, store, NULL);
  session = ear_test_session (partner, "Group");
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (partner, session, "river words from there");
    }
  world_set (partner, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited there");
  world_set (partner, EAR_KIND_CONTRIBUTION, &voice_ids[1], EAR_CONTRIBUTION_REF, "edited there");
  ear_store_set_deleted (partner, EAR_KIND_CONTRIBUTION, &voice_ids[2], TRUE, &error);
  g_assert_no_error (error);
  world_set (store, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited here");
  ear_bundle_export (partner, bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
make_merged (const char *path, gboolean accept)
{
  EarMergeOptions options = { .accept_all = accept, .allow_removals = TRUE };
  const char *const paths[] = { bundle, NULL };
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  ear_raw_copy (plain, path);
  store = fault_world_open (path);
  merge = ear_merge_apply (store, paths, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (accept ? merge->merge > 0 : merge->n_quarantined > 10);
}

static gboolean
undo (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) merges = ear_merge_list (store, error);
  EarMergeUndone undone;

  return merges != NULL
         && ear_merge_undo (store, ((EarMergeEntry *) merges->pdata[0])->merge, &undone, NULL, NULL, NULL, error);
}

static gboolean
erase (EarStore *store, GError **error)
{
  return ear_store_erase (store, EAR_KIND_PARTICIPANT, &speaker, error);
}

static gboolean
release (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) items = ear_quarantine_list (store, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; items != NULL && i < items->len; i++)
    g_array_append_val (numbers, ((EarQuarantined *) items->pdata[i])->n);
  return items != NULL && ear_quarantine_release (store, (const gint64 *) (const void *) numbers->data, numbers->len, error);
}

typedef struct
{
  const char *name;
  char **base;
  FaultDeed deed;
} Case;

static const Case cases[] = {
  { "undo", &merged, undo },
  { "erase", &plain, erase },
  { "erase-what-was-merged", &merged, erase },
  { "release", &waiting, release },
};

static void
test_bad_disk (gconstpointer data)
{
  const Case *one = data;

  fault_world_bad_disk (*one->base, work, one->deed);
}

static void
test_without_power (gconstpointer data)
{
  const Case *one = data;

  fault_world_without_power (*one->base, work, one->deed);
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = NULL;
  char **const paths[] = { &plain, &merged, &waiting, &work };
  static const char *const names[] = { "plain", "merged", "waiting", "work" };
  int result;

  g_test_init (&argc, &argv, NULL);
  ear_fault_vfs_register ();
  folder = ear_test_folder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    *paths[i] = ear_test_path (folder, names[i]);
  bundle = g_build_filename (folder, "bundle.xml", NULL);
  make_plain ();
  make_bundle (folder);
  make_merged (merged, TRUE);
  make_merged (waiting, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *disk = g_strconcat ("/exchange/faults/", cases[i].name, "/on-bad-disk", NULL);
      g_autofree char *power = g_strconcat ("/exchange/faults/", cases[i].name, "/without-power", NULL);

      g_test_add_data_func (disk, &cases[i], test_bad_disk);
      g_test_add_data_func (power, &cases[i], test_without_power);
    }
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (*paths[i]);
  g_free (bundle);
  return result;
}
