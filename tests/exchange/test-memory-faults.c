/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer runs out of memory at each moment of merging, taking a merge back, exporting, sealing and opening what was
 * sealed: it is said so, the workbook is as before or as after, and files are whole or not there. What SQLite and libxml2 ask
 * for fails where it is asked for; what libzstd and libsodium ask for, as they say it. */
#include <libxml/xmlmemory.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "ear-fault-vfs.h"
#include "ear-merge.h"
#include "ear-raw.h"
#include "ear-seal-format.h"
#include "fault-world.h"

#define PASSPHRASE "tide"
#define OLDER "older"

static char *base, *merged, *work, *bundle, *sealed, *out;
static EarId voice_ids[4];

/* --- What fails --- */

typedef struct
{
  guint nth, count;
  gboolean fired;
} Countdown;

static Countdown xml_memory, seal_memory;

static gboolean
fails (Countdown *countdown)
{
  if (countdown->nth == 0 || ++countdown->count != countdown->nth)
    return FALSE;
  return countdown->fired = TRUE;
}

static void
arm (Countdown *countdown, guint nth)
{
  *countdown = (Countdown) { nth, 0, FALSE };
}

static gboolean
disarm (Countdown *countdown)
{
  countdown->nth = 0;
  return countdown->fired;
}

static void *
xml_malloc (size_t size)
{
  return fails (&xml_memory) ? NULL : malloc (size);
}

static void *
xml_realloc (void *block, size_t size)
{
  return fails (&xml_memory) ? NULL : realloc (block, size);
}

static char *
xml_strdup (const char *text)
{
  return fails (&xml_memory) ? NULL : strdup (text);
}

static void
arm_xml (guint nth)
{
  arm (&xml_memory, nth);
}

static gboolean
disarm_xml (void)
{
  return disarm (&xml_memory);
}

static void
arm_seal (guint nth)
{
  arm (&seal_memory, nth);
}

static gboolean
disarm_seal (void)
{
  return disarm (&seal_memory);
}

/* The linker puts these in the place of what they are named for. */
ZSTD_CCtx *__real_ZSTD_createCCtx (void);
ZSTD_CCtx *__wrap_ZSTD_createCCtx (void);
ZSTD_DCtx *__real_ZSTD_createDCtx (void);
ZSTD_DCtx *__wrap_ZSTD_createDCtx (void);
size_t __real_ZSTD_compressStream2 (ZSTD_CCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from, ZSTD_EndDirective end);
size_t __wrap_ZSTD_compressStream2 (ZSTD_CCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from, ZSTD_EndDirective end);
size_t __real_ZSTD_decompressStream (ZSTD_DCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from);
size_t __wrap_ZSTD_decompressStream (ZSTD_DCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from);
int __real_crypto_pwhash (unsigned char *key, unsigned long long size, const char *passphrase, unsigned long long length,
                          const unsigned char *salt, unsigned long long operations, size_t memory, int algorithm);
int __wrap_crypto_pwhash (unsigned char *key, unsigned long long size, const char *passphrase, unsigned long long length,
                          const unsigned char *salt, unsigned long long operations, size_t memory, int algorithm);

ZSTD_CCtx *
__wrap_ZSTD_createCCtx (void)
{
  return fails (&seal_memory) ? NULL : __real_ZSTD_createCCtx ();
}

ZSTD_DCtx *
__wrap_ZSTD_createDCtx (void)
{
  return fails (&seal_memory) ? NULL : __real_ZSTD_createDCtx ();
}

size_t
__wrap_ZSTD_compressStream2 (ZSTD_CCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from, ZSTD_EndDirective end)
{
  return fails (&seal_memory) ? (size_t) -ZSTD_error_memory_allocation : __real_ZSTD_compressStream2 (zstd, to, from, end);
}

size_t
__wrap_ZSTD_decompressStream (ZSTD_DCtx *zstd, ZSTD_outBuffer *to, ZSTD_inBuffer *from)
{
  return fails (&seal_memory) ? (size_t) -ZSTD_error_memory_allocation : __real_ZSTD_decompressStream (zstd, to, from);
}

int
__wrap_crypto_pwhash (unsigned char *key, unsigned long long size, const char *passphrase, unsigned long long length,
                      const unsigned char *salt, unsigned long long operations, size_t memory, int algorithm)
{
  return fails (&seal_memory)
           ? -1
           : __real_crypto_pwhash (key, size, passphrase, length, salt, operations, memory, algorithm);
}

/* There is memory again at once, or not until all is over. */
static void
arm_sqlite (guint nth)
{
  ear_fault_malloc_arm (nth, g_test_rand_bit ());
}

static void
says_memory (const GError *error)
{
  if (strstr (error->message, "memory") == NULL || strstr (error->message, "othing was changed") == NULL)
    g_error ("This is not what happened: %s", error->message);
}

static const FaultSource sqlite = { arm_sqlite, ear_fault_malloc_disarm, 24, 100, FALSE, says_memory };
static const FaultSource xml = { arm_xml, disarm_xml, 3, 15, FALSE, says_memory };
static const FaultSource seal = { arm_seal, disarm_seal, 1, 2, FALSE, says_memory };

/* --- What is done meanwhile --- */

static void
make_base (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (base, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL;

  g_assert_no_error (error);
  session = ear_test_session (store, "Drop-in");
  for (guint i = 0; i < G_N_ELEMENTS (voice_ids); i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, "river words");

      voice_ids[i] = voice->id;
    }
}

/* A partner who has it all edits, deletes, erases and adds; a conflict waits in the workbook. */
static void
make_files (const char *folder)
{
  EarSealFor whom = { .passphrase = PASSPHRASE };
  g_autoptr (EarStore) partner = ear_test_store (folder, "partner");
  g_autoptr (EarStore) store = fault_world_open (base);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (GError) error = NULL;

  world_merge (partner, store, NULL);
  session = ear_test_session (partner, "Group");
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (partner, session, "river words from there");
    }
  world_set (partner, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited there");
  world_set (store, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited here");
  g_assert_true (ear_store_set_deleted (partner, EAR_KIND_CONTRIBUTION, &voice_ids[1], TRUE, &error)
                 && ear_store_erase (partner, EAR_KIND_CONTRIBUTION, &voice_ids[2], &error)
                 && ear_bundle_export (partner, bundle, NULL, NULL, NULL, NULL, &error)
                 && ear_seal_export (partner, sealed, &whom, NULL, NULL, NULL, NULL, &error));
}

static gboolean
merge_file (EarStore *store, const char *path, GError **error)
{
  EarMergeOptions options = { .accept_all = TRUE, .allow_removals = TRUE, .passphrase = PASSPHRASE };
  const char *const paths[] = { path, NULL };
  g_autoptr (EarMerge) merge = ear_merge_apply (store, paths, &options, NULL, NULL, NULL, error);

  return merge != NULL;
}

static gboolean
merge (EarStore *store, GError **error)
{
  return merge_file (store, bundle, error);
}

static gboolean
merge_sealed (EarStore *store, GError **error)
{
  return merge_file (store, sealed, error);
}

static gboolean
undo (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) merges = ear_merge_list (store, error);
  EarMergeUndone undone;

  return merges != NULL
         && ear_merge_undo (store, ((EarMergeEntry *) merges->pdata[0])->merge, &undone, NULL, NULL, NULL, error);
}

/* Each try finds an older file of the same name. */
static void
put_older (void)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (out, OLDER, -1, &error);
  g_assert_no_error (error);
}

static gboolean
check_out (gboolean done)
{
  g_autofree char *there = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (out, &there, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done == !g_str_equal (there, OLDER));
  return done;
}

static gboolean
export (EarStore *store, GError **error)
{
  put_older ();
  return check_out (ear_bundle_export (store, out, NULL, NULL, NULL, NULL, error));
}

static gboolean
export_sealed (EarStore *store, GError **error)
{
  EarSealFor whom = { .passphrase = PASSPHRASE };

  put_older ();
  return check_out (ear_seal_export (store, out, &whom, NULL, NULL, NULL, NULL, error));
}

/* No keys are left behind by a file that was never written. */
static void
test_first_seal (void)
{
  gboolean done = FALSE;
  guint nth;

  for (nth = 1; !done; nth++)
    {
      g_autoptr (EarStore) store = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      ear_raw_copy (base, work);
      store = fault_world_open (work);
      before = ear_raw_state (store);
      arm_seal (nth);
      done = export_sealed (store, &error);
      g_assert_true (done == !disarm_seal ());
      after = ear_raw_state (store);
      g_assert_true (done == !g_str_equal (before, after));
      if (!done)
        says_memory (error);
    }
  g_assert_cmpuint (nth, >, 3);
}

static gboolean
unseal (EarStore *store, GError **error)
{
  put_older ();
  return check_out (ear_seal_unseal (store, sealed, PASSPHRASE, out, NULL, NULL, error));
}

static const struct
{
  const char *name;
  char **base;
  FaultDeed deed;
  const FaultSource *sources[3];
} cases[] = {
  { "merge", &base, merge, { &sqlite, &xml } },
  { "merge-sealed", &base, merge_sealed, { &seal } },
  { "undo", &merged, undo, { &sqlite } },
  { "export", &base, export, { &sqlite } },
  { "seal", &merged, export_sealed, { &sqlite, &seal } },
  { "unseal", &base, unseal, { &seal } },
};

static void
test_deed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (guint j = 0; cases[i].sources[j] != NULL; j++)
    fault_world_fail (*cases[i].base, work, cases[i].deed, cases[i].sources[j]);
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = NULL;
  char **const paths[] = { &base, &merged, &work, &bundle, &sealed, &out };
  static const char *const names[] = { "base", "merged", "work", "bundle.xml", "partner.earshot-sealed", "out" };
  int result;

  g_assert_cmpint (xmlMemSetup (free, xml_malloc, xml_realloc, xml_strdup), ==, 0);
  ear_fault_malloc_install ();
  g_test_init (&argc, &argv, NULL);
  ear_seal_set_test_effort (1, 8);
  folder = ear_test_folder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    *paths[i] = ear_test_path (folder, names[i]);
  make_base ();
  make_files (folder);
  ear_raw_copy (base, merged);
  {
    g_autoptr (EarStore) store = fault_world_open (merged);

    g_assert_true (merge (store, NULL) && export_sealed (store, NULL));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/memory/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_deed);
    }
  g_test_add_func ("/exchange/memory/first-seal", test_first_seal);
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (*paths[i]);
  return result;
}
