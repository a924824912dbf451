/* SPDX-License-Identifier: GPL-3.0-or-later */
/* “Since we last exchanged”: a bundle holds what its partner did not say that they have. Files that are lost, late, taken
 * twice or taken into an old backup cost another exchange, never a record. */
#include <gio/gio.h>
#include <string.h>

#include "ear-merge.h"
#include "ear-store-sent.h"
#include "travel-world.h"

static char *
tell (EarStore *from, EarStore *to, EarMergeResult *result)
{
  char *bundle = travel_export_for (from, to, TRUE);

  world_must_merge (to, bundle, result);
  return bundle;
}

static void
assert_attribute (const char *bundle, const char *name, const char *expected)
{
  g_autofree char *value = travel_attribute (bundle, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_says_for_whom (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autofree char *b_id = NULL;
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *first = NULL, *second = NULL, *back = NULL, *name = NULL, *third = NULL;
  EarId device = travel_device (b), own = travel_device (a);

  b_id = ear_id_to_string (&device);
  first = tell (a, b, &result);
  assert_attribute (first, "for", b_id);
  assert_attribute (first, "number", "1");
  assert_attribute (first, "got", NULL);
  assert_attribute (first, "base", NULL);
  assert_attribute (first, "partial", NULL);
  g_assert_true (ear_id_equal (&result.for_device, &device));
  g_assert_true (ear_id_equal (&result.from_device, &own));
  g_assert_false (result.lacks_base);

  /* b tells what it has; from then on a leaves that out. */
  name = travel_attribute (first, "bundle");
  back = tell (b, a, NULL);
  assert_attribute (back, "got", name);
  second = tell (a, b, NULL);
  assert_attribute (second, "number", "2");
  assert_attribute (second, "base", name);
  third = travel_export_for (a, b, FALSE);
  assert_attribute (third, "base", NULL);
  assert_attribute (third, "number", "3");
  world_assert_same (a, b);
}

/* Only what changed travels, and it is enough. */
static void
test_only_what_changed (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) old = ear_test_voice (a, session, "said before");
  g_autoptr (EarRecord) new = NULL;
  g_autofree char *first = tell (a, b, NULL);
  g_autofree char *back = tell (b, a, NULL);
  g_autofree char *second = NULL;
  g_autofree char *from = NULL;

  new = ear_test_voice (a, session, "said since");
  second = tell (a, b, NULL);
  g_assert_nonnull (strstr (second, "said since"));
  g_assert_null (strstr (second, "said before"));
  g_assert_null (strstr (second, "<session id"));
  from = travel_attribute (second, "from");
  g_assert_cmpstr (from, ==, "1");
  world_assert_same (a, b);
}

/* What was sent is not taken for received. */
static void
test_lost_file (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) one = NULL, two = NULL;
  g_autofree char *first = tell (a, b, NULL);
  g_autofree char *back = tell (b, a, NULL);
  g_autofree char *lost = NULL, *again = NULL, *lost_back = NULL, *last = NULL;
  g_auto (EarMergeResult) result = { 0 };

  one = ear_test_voice (a, session, "in the lost file");
  lost = travel_export_for (a, b, TRUE);
  two = ear_test_voice (a, session, "after it");
  again = tell (a, b, &result);
  g_assert_false (result.lacks_base);
  g_assert_nonnull (strstr (again, "in the lost file"));
  world_assert_same (a, b);

  /* So is what b said that it has: a sends a little more than it must. */
  lost_back = travel_export_for (b, a, TRUE);
  last = tell (a, b, NULL);
  g_assert_nonnull (strstr (last, "in the lost file"));
  /* The lost file turns up. */
  world_must_merge (b, lost, NULL);
  world_must_merge (a, lost_back, NULL);
  world_assert_same (a, b);
}

static void
copy (const char *from, const char *to)
{
  g_autoptr (GFile) one = g_file_new_for_path (from);
  g_autoptr (GFile) other = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (one, other, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
back_up (EarStore **store, const char *path, const char *backup)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (store, ear_store_close);
  copy (path, backup);
  *store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
restore (EarStore **store, const char *path, const char *backup)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (store, ear_store_close);
  copy (backup, path);
  *store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}

/* The partner goes back to a backup: a bundle that builds on what they have no more says so, and their next word tells
 * how far to go back. */
static void
test_partner_restores_a_backup (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "b");
  g_autofree char *backup = ear_test_path (folder, "backup");
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) one = NULL, two = NULL;
  g_auto (EarMergeResult) result = { 0 }, complete = { 0 };

  g_free (tell (a, b, NULL));
  g_free (tell (b, a, NULL));
  back_up (&b, path, backup);
  one = ear_test_voice (a, session, "after the backup");
  g_free (tell (a, b, NULL));
  g_free (tell (b, a, NULL));
  restore (&b, path, backup);

  two = ear_test_voice (a, session, "later still");
  g_free (tell (a, b, &result));
  g_assert_true (result.lacks_base);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM contributions WHERE text = 'after the backup'"), ==, 0);
  g_free (tell (b, a, NULL));
  g_free (tell (a, b, &complete));
  g_assert_false (complete.lacks_base);
  world_assert_same (a, b);
}

/* This laptop goes back to a backup: it does not know what it wrote since, and sends everything. */
static void
test_own_backup (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *backup = ear_test_path (folder, "backup");
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) one = NULL;
  g_autofree char *bundle = NULL;

  back_up (&a, path, backup);
  g_free (tell (a, b, NULL));
  one = ear_test_voice (b, session, "from b");
  restore (&a, path, backup);
  g_free (tell (b, a, NULL));
  bundle = tell (a, b, NULL);
  assert_attribute (bundle, "base", NULL);
  g_assert_nonnull (strstr (bundle, "<session id"));
  world_assert_same (a, b);
}

/* A merge that is taken back takes back what was said of it. */
static void
test_forgotten_merge (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autofree char *first = tell (a, b, NULL);
  g_autofree char *back = NULL;
  g_autofree char *received = NULL, *sent = NULL;
  g_autoptr (GError) error = NULL;
  EarId device = travel_device (a);

  g_assert_true (ear_store_last_exchanged (b, &device, &sent, &received, &error));
  g_assert_nonnull (received);
  g_assert_null (sent);
  g_assert_true (ear_store_forget_received (b, 0, &error));
  g_assert_no_error (error);
  back = travel_export_for (b, a, TRUE);
  assert_attribute (back, "got", NULL);
}

/* The same through the door that people use: what waits is not taken for merged, and what is taken back comes again. */
static void
test_undone_merge (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "from-a.xml", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarMerge) waiting = NULL, merge = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autoptr (GError) error = NULL;
  EarId device = travel_device (b);
  EarExportOptions options = { .partner = &device };
  EarMergeOptions accepting = { .accept_all = TRUE };
  EarMergeUndone undone;

  g_assert_true (ear_bundle_export (a, path, &options, NULL, NULL, NULL, &error));
  waiting = ear_merge_apply (b, paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->n_quarantined, >, 0);
  first = travel_export_for (b, a, TRUE);
  assert_attribute (first, "got", NULL);

  merge = ear_merge_apply (b, paths, &accepting, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  second = travel_export_for (b, a, TRUE);
  g_assert_nonnull (strstr (second, " got="));
  g_assert_true (ear_merge_undo (b, merge->merge, &undone, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  third = travel_export_for (b, a, TRUE);
  assert_attribute (third, "got", NULL);
}

/* A bundle for somebody else says nothing about what we have, and so does a part. */
static void
test_for_somebody_else (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarStore) c = ear_test_store (folder, "c");
  g_autofree char *for_c = travel_export_for (a, c, TRUE);
  EarId device = travel_device (b);
  EarExportOptions options = { .partner = &device, .since_last = TRUE, .lists_only = TRUE };
  g_autofree char *part = travel_export (a, &options);
  g_autofree char *back = NULL;
  g_auto (EarMergeResult) result = { 0 };

  world_must_merge (b, for_c, NULL);
  world_must_merge (b, part, &result);
  g_assert_true (result.partial);
  assert_attribute (part, "bundle", NULL);
  back = travel_export_for (b, a, TRUE);
  assert_attribute (back, "got", NULL);
}

/* Consent that comes later, from the occasion or the person, lets out what was kept back, with all that hangs on it. */
static void
test_consent_since (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "kept back");
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autofree char *first = NULL, *second = NULL;
  EarId theme = ear_id_new ();

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  g_assert_true (ear_store_put (a, coding, NULL));
  world_set (a, EAR_KIND_SESSION, &session->id, EAR_SESSION_PERMISSION, "internal");
  first = tell (a, b, NULL);
  g_assert_null (strstr (first, "kept back"));
  g_free (tell (b, a, NULL));
  world_set (a, EAR_KIND_SESSION, &session->id, EAR_SESSION_PERMISSION, "quote");
  second = tell (a, b, NULL);
  g_assert_nonnull (strstr (second, "base="));
  g_assert_nonnull (strstr (second, "kept back"));
  g_assert_nonnull (strstr (second, "<coding"));
  world_assert_same (a, b);
}

/* A workbook that never wrote has no name to be told by. */
static void
test_without_a_device (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "silent");
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) silent = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);
  g_autofree char *bundle = NULL;

  world_merge (silent, a, NULL);
  bundle = travel_export_for (silent, a, TRUE);
  assert_attribute (bundle, "from", NULL);
  assert_attribute (bundle, "bundle", NULL);
  world_must_merge (a, bundle, NULL);
  world_assert_same (silent, a);
}

#define N_DEVICES 3

typedef struct
{
  TravelWorld world;
  EarStore *stores[N_DEVICES];
  char *paths[N_DEVICES];
  char *backups[N_DEVICES]; /* NULL: none yet */
  char *late[N_DEVICES];    /* a file for this one that has not come */
  gboolean restored;
} Partners;

static void
deliver (Partners *partners, guint to, char *bundle)
{
  switch (travel_pick (5))
    {
    case 0: /* lost */
      break;
    case 1: /* late, and the one before it lost */
      g_free (partners->late[to]);
      partners->late[to] = g_steal_pointer (&bundle);
      break;
    case 2: /* twice */
      world_must_merge (partners->stores[to], bundle, NULL);
      G_GNUC_FALLTHROUGH;
    default:
      world_must_merge (partners->stores[to], bundle, NULL);
    }
  if (travel_pick (4) == 0 && partners->late[to] != NULL)
    world_must_merge (partners->stores[to], partners->late[to], NULL);
  g_free (bundle);
}

/* A part of a workbook, or its lists. Whatever came with it is never taken for all there is. */
static char *
export_part (Partners *partners, guint from, guint to)
{
  const EarId *session = travel_any (&partners->world, EAR_KIND_SESSION);
  EarId device = travel_device (partners->stores[to]);
  EarExportOptions options = {
    .partner = &device,
    .since_last = travel_pick (2),
    .sessions = session,
    .n_sessions = session != NULL,
    .lists_only = session == NULL,
  };

  return travel_export (partners->stores[from], &options);
}

static void
some_exchange (Partners *partners)
{
  guint from = travel_pick (N_DEVICES);
  guint to = (from + 1 + travel_pick (N_DEVICES - 1)) % N_DEVICES;

  if (travel_pick (4) == 0)
    {
      deliver (partners, to, export_part (partners, from, to));
      return;
    }
  deliver (partners, to, travel_export_for (partners->stores[from], partners->stores[to], travel_pick (6) != 0));
}

static void
some_backup (Partners *partners)
{
  guint i = travel_pick (N_DEVICES);

  if (partners->backups[i] != NULL && travel_pick (2))
    {
      restore (&partners->stores[i], partners->paths[i], partners->backups[i]);
      partners->restored = TRUE;
      return;
    }
  if (partners->backups[i] == NULL)
    partners->backups[i] = g_strconcat (partners->paths[i], ".backup", NULL);
  back_up (&partners->stores[i], partners->paths[i], partners->backups[i]);
}

/* Everybody to the first and the first to everybody, once, nothing lost. */
static void
exchange_once (Partners *partners)
{
  for (guint i = 1; i < N_DEVICES; i++)
    g_free (tell (partners->stores[i], partners->stores[0], NULL));
  for (guint i = 1; i < N_DEVICES; i++)
    g_free (tell (partners->stores[0], partners->stores[i], NULL));
}

/* A whole export brings nothing that the exchange since the last one did not. What was internal from the start stays on one
 * laptop in both, so the digests say less than this. */
static void
assert_nothing_new (EarStore *from, EarStore *to)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *whole = travel_export (from, NULL);

  world_must_merge (to, whole, &result);
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_UNCHANGED), ==, result.n_records);
}

static void
live (Partners *partners, gboolean with_backups)
{
  for (guint round = 0; round < 6; round++)
    {
      for (guint i = 0; i < 40; i++)
        {
          travel_act (&partners->world, partners->stores[travel_pick (N_DEVICES)]);
          if (travel_pick (3) == 0)
            some_exchange (partners);
          if (with_backups && travel_pick (10) == 0)
            some_backup (partners);
        }
      exchange_once (partners);
      /* Consent that the others' files brought lets out more. */
      exchange_once (partners);
      /* Who went back to a backup must first say so. */
      if (partners->restored)
        exchange_once (partners);
      partners->restored = FALSE;
      for (guint i = 1; i < N_DEVICES; i++)
        {
          assert_nothing_new (partners->stores[i], partners->stores[0]);
          assert_nothing_new (partners->stores[0], partners->stores[i]);
        }
    }
}

static void
test_random (gconstpointer with_backups)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  Partners partners = { 0 };

  travel_world_init (&partners.world);
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      partners.stores[i] = ear_test_store (folder, name);
      partners.paths[i] = ear_test_path (folder, name);
    }
  live (&partners, with_backups != NULL);
  for (guint i = 0; i < N_DEVICES; i++)
    {
      ear_store_close (partners.stores[i]);
      g_free (partners.paths[i]);
      g_free (partners.backups[i]);
      g_free (partners.late[i]);
    }
  travel_world_clear (&partners.world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/since/says-for-whom", test_says_for_whom);
  g_test_add_func ("/exchange/since/only-what-changed", test_only_what_changed);
  g_test_add_func ("/exchange/since/lost-file", test_lost_file);
  g_test_add_func ("/exchange/since/partner-restores-a-backup", test_partner_restores_a_backup);
  g_test_add_func ("/exchange/since/own-backup", test_own_backup);
  g_test_add_func ("/exchange/since/forgotten-merge", test_forgotten_merge);
  g_test_add_func ("/exchange/since/undone-merge", test_undone_merge);
  g_test_add_func ("/exchange/since/for-somebody-else", test_for_somebody_else);
  g_test_add_func ("/exchange/since/consent", test_consent_since);
  g_test_add_func ("/exchange/since/without-a-device", test_without_a_device);
  g_test_add_data_func ("/exchange/since/random-losses", NULL, test_random);
  g_test_add_data_func ("/exchange/since/random-losses-and-backups", GINT_TO_POINTER (1), test_random);
  return g_test_run ();
}
