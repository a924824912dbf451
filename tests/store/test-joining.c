/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What joining many records reads of the disk does not grow faster than they do: what a link refers to is not looked for a second
 * time. Counted in reads, of a workbook that its page cache holds a small part of. */
#include "ear-fault-vfs.h"
#include "ear-store-private.h"
#include "ear-test.h"

#define N_VOICES 600
/* Shares no factor with the number of voices, so that links refer to them in no order. */
#define STEP 371
#define SOURCE_BYTES 3000

static EarId
id_number (guint8 kind, guint n)
{
  EarId id = { { 0x01, 0x93, 0, 0, 0, 0, 0x70, kind, 0x80 } };

  id.bytes[14] = (guint8) (n >> 8);
  id.bytes[15] = (guint8) n;
  return id;
}

static void
join (EarStore *store, EarRecord *record)
{
  EarStamp stamp = { ear_clock_make (1000, 0), id_number (1, 1) };
  g_autoptr (GError) error = NULL;
  EarOutcome outcome;
  gboolean conflict;

  ear_record_stamp (record, &stamp);
  ear_store_join (store, record, &outcome, &conflict, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, EAR_OUTCOME_ADDED);
}

/* Each fills a page, with what no index holds. */
static void
join_voices (EarStore *store)
{
  g_autofree char *source = g_strnfill (SOURCE_BYTES, 's');

  for (guint i = 0; i < N_VOICES; i++)
    {
      EarId id = id_number (2, i);
      g_autoptr (EarRecord) voice = ear_record_new_with_id (EAR_KIND_CONTRIBUTION, &id);

      ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, i);
      ear_record_set (voice, EAR_CONTRIBUTION_SOURCE, source);
      join (store, voice);
    }
}

static void
join_links (EarStore *store)
{
  EarId group = id_number (3, 0);

  for (guint i = 0; i < N_VOICES; i++)
    {
      EarId id = id_number (4, i), voice = id_number (2, i * STEP % N_VOICES);
      g_autoptr (EarRecord) link = ear_record_new_with_id (EAR_KIND_CONTRIBUTION_GROUP, &id);

      ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice);
      ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_GROUP, &group);
      join (store, link);
    }
}

static guint
reads_of_links (gboolean (*begin) (EarStore *, GError **))
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;
  guint before, reads;

  g_assert_true (ear_connection_execute (store->connection, "PRAGMA cache_size = 60", &error));
  g_assert_true (begin (store, &error));
  join_voices (store);
  before = ear_fault_n_reads ();
  join_links (store);
  reads = ear_fault_n_reads () - before;
  g_assert_true (ear_store_commit (store, &error));
  g_assert_no_error (error);
  return reads;
}

/* An ordinary transaction reads a page for nearly each link, which shows that reads are counted. */
static void
test_reads (void)
{
  guint looked_up = reads_of_links (ear_store_begin), trusted = reads_of_links (ear_store_begin_joining);

  g_test_message ("%u links: %u reads in an ordinary transaction, %u in one for joining", N_VOICES, looked_up, trusted);
  g_assert_cmpuint (looked_up, >, N_VOICES * 3 / 4);
  g_assert_cmpuint (trusted, <, N_VOICES / 8);
}

/* Joining goes before and comes after: what everyday work writes is looked up, each time. */
static void
test_only_while_joining (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");

  for (guint round = 0; round < 3; round++)
    {
      EarId id = id_number (3, round);
      g_autoptr (EarRecord) group = ear_record_new_with_id (EAR_KIND_GROUP, &id);
      g_autoptr (GError) error = NULL;
      gboolean refused;

      ear_record_set (group, EAR_GROUP_NAME, "Carers");
      g_assert_true (ear_store_begin_joining (store, &error));
      join (store, group);
      if (round == 1)
        ear_store_rollback (store);
      else
        g_assert_true (ear_store_commit (store, &error));
      g_assert_true (ear_store_begin (store, &error));
      refused = !ear_connection_execute (store->connection,
                                         "INSERT INTO codings (id, state, contribution) VALUES (zeroblob (16), 0, 4711)", NULL);
      g_assert_true (refused);
      ear_store_rollback (store);
    }
}

/* What was begun for joining is one level like any other. */
static void
test_nested (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;
  gint64 n_voices, n_wrong;

  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_begin_joining (store, &error));
  join_voices (store);
  g_assert_true (ear_store_commit (store, &error));
  ear_store_rollback (store);
  g_assert_true (ear_store_begin_joining (store, &error));
  join_links (store);
  g_assert_true (ear_store_commit (store, &error));
  g_assert_true (ear_connection_integer (store->connection, "SELECT count (*) FROM contributions WHERE state = 3", &n_voices, &error));
  g_assert_cmpint (n_voices, ==, N_VOICES);
  g_assert_true (ear_connection_integer (store->connection, "SELECT count (*) FROM pragma_foreign_key_check", &n_wrong, &error));
  g_assert_cmpint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ear_fault_vfs_register ();
  g_test_add_func ("/store/joining/reads", test_reads);
  g_test_add_func ("/store/joining/only-while-joining", test_only_while_joining);
  g_test_add_func ("/store/joining/nested", test_nested);
  return g_test_run ();
}
