/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge is guarded against: clocks ahead, senders nobody accepted, revoked or forged ones, and much being removed; what
 * waits because of it. */
#include <string.h>

#include "ear-keys.h"
#include "ear-partner.h"
#include "ear-seal.h"
#include "merging-world.h"

#define DAY_MS G_GUINT64_CONSTANT (86400000)

/* A device that nobody accepted: nothing of it is here until it is, and then all of it. */
static void
test_first_contact (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "From a stranger");
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml");
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autofree char *dropped = NULL;
  g_autoptr (EarMerge) looked = merging_preview (world.a, path, NULL);
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (EarMerge) known = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  EarId stranger = merging_device_of (world.b);
  EarMergeFile *file;
  gboolean accepted;

  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  merge = merging_apply (world.a, path, NULL);
  file = merge->files->pdata[0];
  merging_assert_same (looked->files->pdata[0], file);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (file->sender, ==, EAR_SENDER_NEW);
  g_assert_cmpstr (file->result.from_name, ==, "b");
  g_assert_cmpuint (merge->n_quarantined, ==, 2);
  g_assert_cmpint (merge->merge, ==, 0);
  g_assert_cmpint (((EarMergeChange *) file->changes->pdata[1])->fate, ==, EAR_MERGE_QUARANTINED);
  g_assert_cmpstr (((EarMergeChange *) file->changes->pdata[1])->label, ==, "From a stranger");
  /* Twice waits once. */
  ear_merge_free (g_steal_pointer (&merge));
  merge = merging_apply (world.a, path, NULL);
  waiting = ear_quarantine_list (world.a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_cmpint (((EarQuarantined *) waiting->pdata[1])->reason, ==, EAR_QUARANTINE_SENDER);
  g_assert_cmpstr (((EarQuarantined *) waiting->pdata[1])->label, ==, "From a stranger");
  g_assert_true (ear_id_equal (&((EarQuarantined *) waiting->pdata[1])->sender, &stranger));

  g_assert_true (ear_partner_accept (world.a, &stranger, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && accepted);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  known = merging_apply (world.a, path, NULL);
  g_assert_true (((EarMergeFile *) known->files->pdata[0])->known);
}

static char *
list_waiting (EarStore *store)
{
  g_autoptr (GPtrArray) list = ear_quarantine_list (store, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const EarQuarantined *item = list->pdata[i];
      char id[EAR_ID_TEXT_SIZE];

      g_string_append_printf (text, "%d %s %d %s %s\n", item->kind, ear_id_format (&item->id, id), item->reason, item->file, item->label);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Accepting somebody by mistake is taken back: what was let in is gone, waits again, and can be let in once more. */
static void
test_accepting_taken_back (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "From a stranger");
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml"), *before = world_digest (world.a);
  g_autoptr (EarMerge) merge = merging_apply (world.a, path, NULL);
  g_autofree char *waited = list_waiting (world.a), *with = NULL, *without = NULL, *waits = NULL, *again = NULL;
  g_autoptr (EarAcceptance) acceptance = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  EarId stranger = merging_device_of (world.b);
  gboolean stayed = TRUE, accepted = TRUE;

  g_assert_true (ear_partner_accept (world.a, &stranger, &acceptance, &error));
  g_assert_no_error (error);
  with = world_digest (world.a);
  g_assert_cmpstr (with, !=, before);
  g_assert_true (ear_partner_take_back (world.a, &stranger, acceptance, &stayed, &error));
  g_assert_no_error (error);
  g_assert_false (stayed);
  without = world_digest (world.a);
  waits = list_waiting (world.a);
  g_assert_cmpstr (without, ==, before);
  g_assert_cmpstr (waits, ==, waited);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && !accepted);
  g_assert_true (ear_partner_accept (world.a, &stranger, &second, &error));
  again = world_digest (world.a);
  g_assert_cmpstr (again, ==, with);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
}

/* Only the newest merge can be taken back: after another one what was let in stays, and that is said. */
static void
test_accepting_taken_back_late (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "From a stranger");
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml"), *with = NULL, *after = NULL;
  g_autoptr (EarMerge) merge = merging_apply (world.a, path, NULL);
  g_autoptr (EarMerge) next = NULL;
  g_autoptr (EarRecord) later = NULL;
  g_autoptr (EarAcceptance) acceptance = NULL;
  g_autoptr (GError) error = NULL;
  EarId stranger = merging_device_of (world.b);
  gboolean stayed = FALSE, accepted = TRUE;

  g_assert_true (ear_partner_accept (world.a, &stranger, &acceptance, &error));
  later = ear_test_session (world.b, "Later");
  next = merging_take (&world, world.a, world.b);
  with = world_digest (world.a);
  g_assert_true (ear_partner_take_back (world.a, &stranger, acceptance, &stayed, &error));
  g_assert_no_error (error);
  g_assert_true (stayed);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, with);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && !accepted);
}

static void
test_accept_with_merge (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "One");
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml");
  EarId stranger = merging_device_of (world.b);
  EarMergeOptions options = { .accept = &stranger, .n_accept = 1 };
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) waits = merging_apply (world.a, path, NULL);
  g_autoptr (EarMerge) merge = NULL;
  gboolean accepted;

  looked = merging_preview (world.a, path, &options);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && !accepted);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 2);
  merge = merging_apply (world.a, path, &options);
  merging_assert_same (looked->files->pdata[0], merge->files->pdata[0]);
  g_assert_cmpuint (ear_merge_result_total (&((EarMergeFile *) merge->files->pdata[0])->result, EAR_OUTCOME_ADDED), ==, 2);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && accepted);
}

/* A clock two days ahead: what it stamped waits, and ours does not follow it. */
static void
test_clock_ahead (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) sound = ear_test_session (world.b, "In time");
  g_autoptr (EarRecord) ahead = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (EarRecord) found = NULL;
  g_autoptr (GError) error = NULL;
  guint64 now = ear_store_now_ms (world.a);
  EarQuarantined *item;

  ear_store_set_wall_clock (world.a, now);
  ear_store_set_wall_clock (world.b, now + 2 * DAY_MS);
  ahead = ear_test_session (world.b, "In two days");
  merge = merging_take (&world, world.a, world.b);
  g_assert_cmpuint (merge->n_quarantined, ==, 1);
  g_assert_cmpuint (ear_clock_ms ((EarClock) ear_store_get_clock (world.a)), <=, now);
  found = ear_store_get (world.a, EAR_KIND_SESSION, &sound->id, NULL);
  g_assert_nonnull (found);
  waiting = ear_quarantine_list (world.a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 1);
  item = waiting->pdata[0];
  g_assert_cmpint (item->reason, ==, EAR_QUARANTINE_CLOCK);
  g_assert_true (ear_id_equal (&item->id, &ahead->id));
  g_assert_cmpuint (ear_clock_ms (item->latest), >=, now + 2 * DAY_MS);

  /* Released, it is here, and can be taken back. */
  g_assert_true (ear_quarantine_release (world.a, &item->n, 1, &error));
  g_clear_pointer (&found, ear_record_free);
  found = ear_store_get (world.a, EAR_KIND_SESSION, &ahead->id, NULL);
  g_assert_nonnull (found);
  g_assert_cmpuint (ear_clock_ms ((EarClock) ear_store_get_clock (world.a)), <=, now);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  merging_undo (world.a, merge->merge + 1, NULL);
  g_clear_pointer (&found, ear_record_free);
  found = ear_store_get (world.a, EAR_KIND_SESSION, &ahead->id, NULL);
  g_assert_null (found);
  /* Released twice is no error. */
  g_assert_true (ear_quarantine_release (world.a, &item->n, 1, &error));
}

/* An erased record does not wait, and what waits cannot bring it back. */
static void
test_erased_does_not_wait (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, "withdrawn");
  g_autoptr (EarRecord) later = NULL;
  g_autoptr (EarMerge) shared = merging_take (&world, world.b, world.a);
  g_autoptr (EarMerge) waits = NULL;
  g_autoptr (EarMerge) again = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  world_set (world.b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_TEXT, "withdrawn and edited");
  path = merging_write_bundle (&world, world.b, "in.xml");
  waits = merging_apply (world.a, path, NULL);
  g_assert_cmpuint (waits->n_quarantined, ==, 2);
  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 1);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label LIKE 'withdrawn%'"), ==, 0);
  again = merging_apply (world.a, path, NULL);
  g_assert_cmpuint (again->n_quarantined, ==, 1);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 1);
}

/* A voice that waits goes with the person who said it, though it never was here. */
static void
test_waiting_goes_with_its_speaker (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autoptr (EarRecord) voice = NULL;
  g_autoptr (EarMerge) shared = NULL;
  g_autoptr (EarMerge) waits = NULL;
  g_autoptr (EarMerge) again = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P1");
  g_assert_true (ear_store_put (world.a, speaker, &error));
  shared = merging_take (&world, world.b, world.a);
  voice = ear_test_voice (world.b, session, "waiting words");
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
  g_assert_true (ear_store_put (world.b, voice, &error));
  path = merging_write_bundle (&world, world.b, "in.xml");
  waits = merging_apply (world.a, path, NULL);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 1);
  g_assert_true (ear_store_erase (world.a, EAR_KIND_PARTICIPANT, &speaker->id, &error));
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 0);
  again = merging_apply (world.a, path, NULL);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 0);
}

static void
test_drop (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml");
  g_autoptr (EarMerge) waits = merging_apply (world.a, path, NULL);
  g_autoptr (GPtrArray) waiting = ear_quarantine_list (world.a, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_true (ear_quarantine_drop (world.a, &((EarQuarantined *) waiting->pdata[0])->n, 1, &error));
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
}

static void
test_revoked (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *path = merging_write_bundle (&world, world.b, "in.xml");
  const char *paths[] = { path, NULL };
  g_autoptr (GPtrArray) partners = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  EarId lost = merging_device_of (world.b);

  g_assert_true (ear_partner_revoke (world.a, &lost, TRUE, &error));
  merging_must_refuse (world.a, paths, &merging_allow_all, NULL, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED);
  partners = ear_partner_list (world.a, &error);
  g_assert_cmpuint (partners->len, ==, 2);
  g_assert_true (((EarPartner *) partners->pdata[0])->is_self);
  g_assert_true (((EarPartner *) partners->pdata[1])->revoked);
  g_assert_true (ear_partner_revoke (world.a, &lost, FALSE, &error));
  merge = merging_apply (world.a, path, &merging_accept_all);
  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_KNOWN);
}

/* What others wrote is not removed without asking; what the sender wrote themselves is. */
static void
test_removals_ask (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) theirs = ear_test_session (world.b, "Theirs");
  EarId voices[EAR_MERGE_MAX_REMOVALS + 1];
  g_autoptr (EarMerge) first = NULL;
  g_autoptr (EarMerge) second = NULL;
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[2] = { NULL };
  EarMergeFile *file;
  guint n_others = 0;

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    {
      g_autofree char *text = g_strdup_printf ("voice %u", i);
      g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, text);

      voices[i] = voice->id;
    }
  first = merging_take (&world, world.b, world.a);
  second = merging_take (&world, world.c, world.b);
  for (guint i = 0; i < G_N_ELEMENTS (voices) - 1; i++)
    g_assert_true (ear_store_set_deleted (world.b, EAR_KIND_CONTRIBUTION, &voices[i], TRUE, &error));
  g_assert_true (ear_store_set_deleted (world.b, EAR_KIND_SESSION, &theirs->id, TRUE, &error));
  ear_merge_free (merging_take (&world, world.c, world.b));
  merging_undo (world.c, 2, NULL);

  ear_store_erase (world.b, EAR_KIND_CONTRIBUTION, &voices[EAR_MERGE_MAX_REMOVALS], &error);
  g_assert_no_error (error);
  path = merging_write_bundle (&world, world.b, "in.xml");
  paths[0] = path;
  looked = merging_preview (world.c, path, NULL);
  g_assert_cmpuint (looked->n_removals, ==, EAR_MERGE_MAX_REMOVALS + 1);
  file = looked->files->pdata[0];
  for (guint i = 0; i < file->changes->len; i++)
    {
      const EarMergeChange *change = file->changes->pdata[i];

      n_others += change->removes_others;
      if (change->outcome == EAR_OUTCOME_ERASED)
        g_assert_cmpstr (change->label, ==, "voice 5");
    }
  g_assert_cmpuint (n_others, ==, EAR_MERGE_MAX_REMOVALS + 1);
  g_assert_null (ear_merge_apply (world.c, paths, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_ASKS_FIRST);
  merge = merging_apply (world.c, path, &merging_allow_all);
  g_assert_cmpuint (ear_merge_result_total (&((EarMergeFile *) merge->files->pdata[0])->result, EAR_OUTCOME_DELETED), ==,
                    EAR_MERGE_MAX_REMOVALS + 1);
}

/* A file that does not say whom it is from proves nothing: joined, but each of its removals is of others. */
static void
test_unnamed (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *path = merging_write_file (&world, "in.xml",
                                      WORLD_HEAD WORLD_AUTHORS
                                      "  <session id=\"aaaaaaaa-0000-7000-8000-000000000001\" " WORLD_AT "/>\n" WORLD_TAIL);
  g_autofree char *gone = merging_write_file (&world, "gone.xml",
                                      WORLD_HEAD
                                      "  <erased kind=\"session\" id=\"aaaaaaaa-0000-7000-8000-000000000001\"/>\n" WORLD_TAIL);
  g_autoptr (EarMerge) merge = merging_apply (world.a, path, NULL);
  g_autoptr (EarMerge) second = merging_apply (world.a, gone, NULL);

  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_UNNAMED);
  g_assert_cmpuint (merge->n_quarantined, ==, 0);
  g_assert_cmpuint (second->n_removals, ==, 1);
}

static void
test_self (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Ours");
  g_autofree char *path = merging_write_bundle (&world, world.a, "in.xml");
  g_autoptr (EarMerge) merge = merging_apply (world.a, path, NULL);

  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_SELF);
  g_assert_true (((EarMergeFile *) merge->files->pdata[0])->known);
}

/* A sealed file is held to the key of the device it says it is from. */
static void
test_sealed (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarKeys) ours = ear_keys_load (world.a, &error);
  g_autoptr (EarKeys) theirs = ear_keys_load (world.b, &error);
  g_autoptr (EarRecord) session = ear_test_session (world.b, "Sealed");
  g_autoptr (EarMerge) met = merging_take (&world, world.b, world.a);
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autofree char *path = g_build_filename (world.folder, "b.sealed", NULL);
  g_autofree char *words = NULL;
  const char *paths[] = { path, NULL };
  EarId a = merging_device_of (world.a), b = merging_device_of (world.b);
  EarSealFor whom = { .devices = &a, .n_devices = 1 };
  EarPublicKeys keys = { 0 };
  EarMergeFile *file;

  g_assert_no_error (error);
  ear_seal_export (world.b, path, &whom, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Not accepted yet: its words are already those of the keys that it shows. */
  looked = merging_apply (world.a, path, NULL);
  file = looked->files->pdata[0];
  words = ear_fingerprint_words (ear_keys_signing_public (theirs), ear_keys_sealing_public (theirs), &b);
  g_assert_true (file->sealed && file->is_signed);
  g_assert_cmpint (file->sender, ==, EAR_SENDER_NEW);
  g_assert_cmpstr (file->words, ==, words);
  merge = merging_apply (world.a, path, &merging_accept_all);
  file = merge->files->pdata[0];
  g_assert_true (file->sealed && file->is_signed);
  g_assert_cmpstr (file->words, ==, words);
  merging_undo (world.a, merge->merge, NULL);

  /* Another key than the one that was accepted. */
  memset (&keys, 1, sizeof keys);
  g_assert_true (ear_keys_pin (world.a, &b, &keys, &error));
  g_assert_null (ear_merge_apply (world.a, paths, &merging_accept_all, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_FORGED);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge-guards/first-contact", test_first_contact);
  g_test_add_func ("/merge-guards/accept-with-merge", test_accept_with_merge);
  g_test_add_func ("/merge-guards/accepting-taken-back", test_accepting_taken_back);
  g_test_add_func ("/merge-guards/accepting-taken-back-late", test_accepting_taken_back_late);
  g_test_add_func ("/merge-guards/clock-ahead", test_clock_ahead);
  g_test_add_func ("/merge-guards/erased-does-not-wait", test_erased_does_not_wait);
  g_test_add_func ("/merge-guards/waiting-goes-with-its-speaker", test_waiting_goes_with_its_speaker);
  g_test_add_func ("/merge-guards/drop", test_drop);
  g_test_add_func ("/merge-guards/revoked", test_revoked);
  g_test_add_func ("/merge-guards/removals-ask", test_removals_ask);
  g_test_add_func ("/merge-guards/unnamed", test_unnamed);
  g_test_add_func ("/merge-guards/self", test_self);
  g_test_add_func ("/merge-guards/sealed", test_sealed);
  return g_test_run ();
}
