/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person starts: previewed, guarded, applied, taken back. */
#include <string.h>

#include "ear-keys.h"
#include "ear-merge.h"
#include "ear-partner.h"
#include "exchange-world.h"

#define DAY_MS G_GUINT64_CONSTANT (86400000)

typedef struct
{
  char *folder;
  EarStore *a, *b, *c;
} World;

static void
world_clear (World *world)
{
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_store_close (world->c);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };

  world.a = ear_test_store (world.folder, "a");
  world.b = ear_test_store (world.folder, "b");
  world.c = ear_test_store (world.folder, "c");
  return world;
}

static EarId
device_of (EarStore *store)
{
  EarId id;

  g_assert_true (ear_store_get_device (store, &id, NULL));
  return id;
}

static char *
write_file (World *world, const char *name, const char *bytes)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (world->folder, name, NULL);

  g_file_set_contents (path, bytes, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
write_bundle (World *world, EarStore *from, const char *name)
{
  g_autofree char *bundle = world_export (from);

  return write_file (world, name, bundle);
}

static EarMerge *
preview (EarStore *store, const char *path, const EarMergeOptions *options)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  EarMerge *merge = ear_merge_preview (store, paths, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

static EarMerge *
apply (EarStore *store, const char *path, const EarMergeOptions *options)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  EarMerge *merge = ear_merge_apply (store, paths, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

static const EarMergeOptions accept_all = { .accept_all = TRUE };
static const EarMergeOptions allow_all = { .accept_all = TRUE, .allow_removals = TRUE };

static EarMerge *
take (World *world, EarStore *into, EarStore *from)
{
  g_autofree char *path = write_bundle (world, from, "in.xml");

  return apply (into, path, &allow_all);
}

static void
must_undo (EarStore *store, gint64 merge, EarMergeUndone *undone)
{
  g_autoptr (GError) error = NULL;

  ear_merge_undo (store, merge, undone, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
check_file (const EarMergeFile *one, const EarMergeFile *other)
{
  g_assert_cmpmem (one->result.counts, sizeof one->result.counts, other->result.counts, sizeof other->result.counts);
  g_assert_cmpuint (one->result.n_conflicts, ==, other->result.n_conflicts);
  g_assert_cmpuint (one->result.n_records, ==, other->result.n_records);
  g_assert_cmpint (one->sender, ==, other->sender);
  g_assert_cmpstr (one->organisation, ==, other->organisation);
  g_assert_cmpuint (one->n_quarantined, ==, other->n_quarantined);
  g_assert_cmpuint (one->n_removals, ==, other->n_removals);
  g_assert_cmpuint (one->known, ==, other->known);
  g_assert_cmpuint (one->changes->len, ==, other->changes->len);
  for (guint i = 0; i < one->changes->len; i++)
    {
      const EarMergeChange *a = one->changes->pdata[i];
      const EarMergeChange *b = other->changes->pdata[i];

      g_assert_true (a->kind == b->kind && ear_id_equal (&a->id, &b->id) && a->outcome == b->outcome && a->fate == b->fate);
      g_assert_true (a->conflict == b->conflict && a->removes_others == b->removes_others);
      g_assert_true (ear_id_equal (&a->author, &b->author));
      if (a->outcome != EAR_OUTCOME_ERASED)
        g_assert_cmpstr (a->label, ==, b->label);
    }
  g_assert_cmpuint (one->authors->len, ==, other->authors->len);
  for (guint i = 0; i < one->authors->len; i++)
    {
      const EarMergeAuthor *a = one->authors->pdata[i];
      const EarMergeAuthor *b = other->authors->pdata[i];

      g_assert_true (ear_id_equal (&a->author, &b->author));
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpmem (a->counts, sizeof a->counts, b->counts, sizeof b->counts);
    }
}

/* Some edits, by chance, of what is there and of what is new. */
static void
scribble (EarStore *store, GRand *rand, GPtrArray *voices, const EarRecord *session)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *text = g_strdup_printf ("said %u", g_rand_int (rand));
      gint what = g_rand_int_range (rand, 0, 6);
      const EarId *id = voices->len == 0 ? NULL : voices->pdata[g_rand_int_range (rand, 0, (gint) voices->len)];
      g_autoptr (EarRecord) here = id == NULL ? NULL : ear_store_get (store, EAR_KIND_CONTRIBUTION, id, NULL);

      if (here == NULL || what == 0)
        {
          g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);

          g_ptr_array_add (voices, g_memdup2 (&voice->id, sizeof voice->id));
        }
      else if (what == 1)
        ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION, id, g_rand_boolean (rand), NULL);
      else if (what == 2)
        world_set (store, EAR_KIND_CONTRIBUTION, id, EAR_CONTRIBUTION_FEELING, g_rand_boolean (rand) ? "idea" : NULL);
      else if (what == 3)
        world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, text);
      else
        world_set (store, EAR_KIND_CONTRIBUTION, id, EAR_CONTRIBUTION_TEXT, text);
    }
}

static guint
local_facts (EarStore *store)
{
  return world_count (store, "SELECT (SELECT count (*) FROM history) + 1000 * (SELECT count (*) FROM field_versions) "
                             "+ 1000000 * (SELECT count (*) FROM quarantine)");
}

static void
check_round (World *world, EarStore *into, EarStore *from)
{
  g_autofree char *path = write_bundle (world, from, "in.xml");
  g_autofree char *before = world_digest (into);
  g_autofree char *previewed = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *again = NULL;
  g_autoptr (EarMerge) looked = preview (into, path, &allow_all);
  g_autoptr (EarMerge) applied = NULL;
  g_autoptr (EarMerge) second = NULL;
  guint facts = local_facts (into);

  previewed = world_digest (into);
  g_assert_cmpstr (previewed, ==, before);
  g_assert_cmpuint (local_facts (into), ==, facts);
  applied = apply (into, path, &allow_all);
  check_file (looked->files->pdata[0], applied->files->pdata[0]);
  merged = world_digest (into);
  if (applied->merge == 0)
    {
      g_assert_cmpstr (merged, ==, before);
      return;
    }
  must_undo (into, applied->merge, NULL);
  undone = world_digest (into);
  g_assert_cmpstr (undone, ==, before);
  g_assert_cmpuint (local_facts (into), ==, facts);
  second = apply (into, path, &allow_all);
  again = world_digest (into);
  g_assert_cmpstr (again, ==, merged);
}

/* Preview says what apply does and changes nothing; undo gives the digest back; merging again the other. */
static void
test_random_states (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (0xea2);
  g_autoptr (GPtrArray) voices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Begin");
  EarStore *stores[3];

  stores[0] = world.a;
  stores[1] = world.b;
  stores[2] = world.c;
  check_round (&world, world.b, world.a);
  check_round (&world, world.c, world.a);
  for (guint round = 0; round < 40; round++)
    {
      guint to = (guint) g_rand_int_range (rand, 0, 3), from = (to + (guint) g_rand_int_range (rand, 1, 3)) % 3;

      for (guint i = 0; i < 3; i++)
        scribble (stores[i], rand, voices, session);
      check_round (&world, stores[to], stores[from]);
    }
}

/* Undone newest first, each gives back the digest from before it. */
static void
test_in_order (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) one = ear_test_session (world.a, "One");
  g_autoptr (EarRecord) other = ear_test_session (world.b, "Other");
  g_autoptr (EarMerge) first = NULL;
  g_autoptr (EarMerge) second = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autofree char *before = world_digest (world.c);
  g_autofree char *after = NULL;

  first = take (&world, world.c, world.a);
  second = take (&world, world.c, world.b);
  g_assert_cmpint (second->merge, >, first->merge);
  list = ear_merge_list (world.c, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((EarMergeEntry *) list->pdata[0])->can_undo);
  g_assert_false (((EarMergeEntry *) list->pdata[1])->can_undo);
  g_assert_cmpstr (((EarMergeEntry *) list->pdata[0])->files, ==, "in.xml");
  g_assert_cmpstr (((EarMergeEntry *) list->pdata[0])->senders, ==, "b");
  g_assert_false (ear_merge_undo (world.c, first->merge, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_UNDO);
  must_undo (world.c, second->merge, NULL);
  must_undo (world.c, first->merge, NULL);
  after = world_digest (world.c);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (ear_merge_undo (world.c, first->merge, NULL, NULL, NULL, NULL, &none));
  g_assert_error (none, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_UNDO);
}

/* What was edited here since stays: of a record that was here the edited field, of one that came the whole record. */
static void
test_later_edits_stay (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Before");
  g_autoptr (EarRecord) came = NULL;
  g_autoptr (EarRecord) untouched = NULL;
  g_autoptr (EarMerge) shared = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (EarRecord) gone = NULL;
  g_autofree char *title = NULL;
  g_autofree char *venue = NULL;
  g_autofree char *text = NULL;
  EarMergeUndone undone;

  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "First hall");
  shared = take (&world, world.b, world.a);
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "Theirs");
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "Their hall");
  came = ear_test_voice (world.b, session, "It came");
  untouched = ear_test_voice (world.b, session, "Nobody touched it");
  merge = take (&world, world.a, world.b);
  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "Our hall");
  world_set (world.a, EAR_KIND_CONTRIBUTION, &came->id, EAR_CONTRIBUTION_FEELING, "idea");
  must_undo (world.a, merge->merge, &undone);

  title = world_get (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE);
  venue = world_get (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE);
  text = world_get (world.a, EAR_KIND_CONTRIBUTION, &came->id, EAR_CONTRIBUTION_TEXT);
  gone = ear_store_get (world.a, EAR_KIND_CONTRIBUTION, &untouched->id, NULL);
  g_assert_cmpstr (title, ==, "Before");
  g_assert_cmpstr (venue, ==, "Our hall");
  g_assert_cmpuint (world_n_rivals (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE), ==, 0);
  /* What our edit replaces now is the hall from before the merge; it is not lost with what the merge had put there. */
  history = ear_store_history (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, NULL);
  g_assert_cmpstr (((EarVersion *) history->pdata[history->len - 1])->value, ==, "First hall");
  g_assert_cmpstr (text, ==, "It came");
  g_assert_null (gone);
  g_assert_cmpuint (undone.n_kept, ==, 2);
  /* The untouched voice and b's device. */
  g_assert_cmpuint (undone.n_removed, ==, 2);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM voices_search WHERE voices_search MATCH 'nobody'"), ==, 0);
}

/* What the merge erased, and what was erased since, stays erased, and no image of it is kept. */
static void
test_erased_stays (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) one = ear_test_voice (world.a, session, "withdrawn there");
  g_autoptr (EarRecord) other = ear_test_voice (world.a, session, "withdrawn here");
  g_autoptr (EarMerge) shared = take (&world, world.b, world.a);
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (EarRecord) first = NULL;
  g_autoptr (EarRecord) second = NULL;
  g_autoptr (GError) error = NULL;
  EarMergeUndone undone;

  ear_store_erase (world.b, EAR_KIND_CONTRIBUTION, &one->id, &error);
  g_assert_no_error (error);
  world_set (world.b, EAR_KIND_CONTRIBUTION, &other->id, EAR_CONTRIBUTION_TEXT, "changed there");
  merge = take (&world, world.a, world.b);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM merge_before WHERE packed IS NOT NULL"), ==, 1);
  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &other->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM merge_before WHERE packed IS NOT NULL"), ==, 0);
  must_undo (world.a, merge->merge, &undone);
  first = ear_store_get (world.a, EAR_KIND_CONTRIBUTION, &one->id, NULL);
  second = ear_store_get (world.a, EAR_KIND_CONTRIBUTION, &other->id, NULL);
  g_assert_true (first->erased && second->erased);
  g_assert_cmpuint (undone.n_erased, ==, 2);
}

/* A device that nobody accepted: nothing of it is here until it is, and then all of it. */
static void
test_first_contact (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "From a stranger");
  g_autofree char *path = write_bundle (&world, world.b, "in.xml");
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autofree char *dropped = NULL;
  g_autoptr (EarMerge) looked = preview (world.a, path, NULL);
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (EarMerge) known = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  EarId stranger = device_of (world.b);
  EarMergeFile *file;
  gboolean accepted;

  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  merge = apply (world.a, path, NULL);
  file = merge->files->pdata[0];
  check_file (looked->files->pdata[0], file);
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
  merge = apply (world.a, path, NULL);
  waiting = ear_quarantine_list (world.a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_cmpint (((EarQuarantined *) waiting->pdata[1])->reason, ==, EAR_QUARANTINE_SENDER);
  g_assert_cmpstr (((EarQuarantined *) waiting->pdata[1])->label, ==, "From a stranger");
  g_assert_true (ear_id_equal (&((EarQuarantined *) waiting->pdata[1])->sender, &stranger));

  g_assert_true (ear_partner_accept (world.a, &stranger, &error));
  g_assert_no_error (error);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && accepted);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  known = apply (world.a, path, NULL);
  g_assert_true (((EarMergeFile *) known->files->pdata[0])->known);
}

static void
test_accept_with_merge (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "One");
  g_autofree char *path = write_bundle (&world, world.b, "in.xml");
  EarId stranger = device_of (world.b);
  EarMergeOptions options = { .accept = &stranger, .n_accept = 1 };
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) waits = apply (world.a, path, NULL);
  g_autoptr (EarMerge) merge = NULL;
  gboolean accepted;

  looked = preview (world.a, path, &options);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && !accepted);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 2);
  merge = apply (world.a, path, &options);
  check_file (looked->files->pdata[0], merge->files->pdata[0]);
  g_assert_cmpuint (ear_merge_result_total (&((EarMergeFile *) merge->files->pdata[0])->result, EAR_OUTCOME_ADDED), ==, 2);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
  g_assert_true (ear_partner_is_accepted (world.a, &stranger, &accepted, NULL) && accepted);
}

/* A clock two days ahead: what it stamped waits, and ours does not follow it. */
static void
test_clock_ahead (void)
{
  g_auto (World) world = world_new ();
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
  merge = take (&world, world.a, world.b);
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
  must_undo (world.a, merge->merge + 1, NULL);
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
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, "withdrawn");
  g_autoptr (EarRecord) later = NULL;
  g_autoptr (EarMerge) shared = take (&world, world.b, world.a);
  g_autoptr (EarMerge) waits = NULL;
  g_autoptr (EarMerge) again = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  world_set (world.b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_TEXT, "withdrawn and edited");
  path = write_bundle (&world, world.b, "in.xml");
  waits = apply (world.a, path, NULL);
  g_assert_cmpuint (waits->n_quarantined, ==, 2);
  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 1);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label LIKE 'withdrawn%'"), ==, 0);
  again = apply (world.a, path, NULL);
  g_assert_cmpuint (again->n_quarantined, ==, 1);
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 1);
}

/* A voice that waits goes with the person who said it, though it never was here. */
static void
test_waiting_goes_with_its_speaker (void)
{
  g_auto (World) world = world_new ();
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
  shared = take (&world, world.b, world.a);
  voice = ear_test_voice (world.b, session, "waiting words");
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
  g_assert_true (ear_store_put (world.b, voice, &error));
  path = write_bundle (&world, world.b, "in.xml");
  waits = apply (world.a, path, NULL);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 1);
  g_assert_true (ear_store_erase (world.a, EAR_KIND_PARTICIPANT, &speaker->id, &error));
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 0);
  again = apply (world.a, path, NULL);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine WHERE label = 'waiting words'"), ==, 0);
}

static void
test_drop (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = write_bundle (&world, world.b, "in.xml");
  g_autoptr (EarMerge) waits = apply (world.a, path, NULL);
  g_autoptr (GPtrArray) waiting = ear_quarantine_list (world.a, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_true (ear_quarantine_drop (world.a, &((EarQuarantined *) waiting->pdata[0])->n, 1, &error));
  g_assert_cmpuint (ear_quarantine_count (world.a, NULL), ==, 0);
}

static void
must_refuse (EarStore *store, const char *const *paths, const EarMergeOptions *options, GCancellable *cancellable,
             GQuark domain, int code)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint facts = local_facts (store);

  g_assert_null (ear_merge_apply (store, paths, options, NULL, NULL, cancellable, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  after = world_digest (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (local_facts (store), ==, facts);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM merges"), ==, 0);
}

static void
test_revoked (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = write_bundle (&world, world.b, "in.xml");
  const char *paths[] = { path, NULL };
  g_autoptr (GPtrArray) partners = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  EarId lost = device_of (world.b);

  g_assert_true (ear_partner_revoke (world.a, &lost, TRUE, &error));
  must_refuse (world.a, paths, &allow_all, NULL, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED);
  partners = ear_partner_list (world.a, &error);
  g_assert_cmpuint (partners->len, ==, 2);
  g_assert_true (((EarPartner *) partners->pdata[0])->is_self);
  g_assert_true (((EarPartner *) partners->pdata[1])->revoked);
  g_assert_true (ear_partner_revoke (world.a, &lost, FALSE, &error));
  merge = apply (world.a, path, &accept_all);
  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_KNOWN);
}

/* What others wrote is not removed without asking; what the sender wrote themselves is. */
static void
test_removals_ask (void)
{
  g_auto (World) world = world_new ();
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
  first = take (&world, world.b, world.a);
  second = take (&world, world.c, world.b);
  for (guint i = 0; i < G_N_ELEMENTS (voices) - 1; i++)
    g_assert_true (ear_store_set_deleted (world.b, EAR_KIND_CONTRIBUTION, &voices[i], TRUE, &error));
  g_assert_true (ear_store_set_deleted (world.b, EAR_KIND_SESSION, &theirs->id, TRUE, &error));
  ear_merge_free (take (&world, world.c, world.b));
  must_undo (world.c, 2, NULL);

  ear_store_erase (world.b, EAR_KIND_CONTRIBUTION, &voices[EAR_MERGE_MAX_REMOVALS], &error);
  g_assert_no_error (error);
  path = write_bundle (&world, world.b, "in.xml");
  paths[0] = path;
  looked = preview (world.c, path, NULL);
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
  merge = apply (world.c, path, &allow_all);
  g_assert_cmpuint (ear_merge_result_total (&((EarMergeFile *) merge->files->pdata[0])->result, EAR_OUTCOME_DELETED), ==,
                    EAR_MERGE_MAX_REMOVALS + 1);
}

/* A file that does not say whom it is from proves nothing: joined, but each of its removals is of others. */
static void
test_unnamed (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = write_file (&world, "in.xml",
                                      WORLD_HEAD WORLD_AUTHORS
                                      "  <session id=\"aaaaaaaa-0000-7000-8000-000000000001\" " WORLD_AT "/>\n" WORLD_TAIL);
  g_autofree char *gone = write_file (&world, "gone.xml",
                                      WORLD_HEAD
                                      "  <erased kind=\"session\" id=\"aaaaaaaa-0000-7000-8000-000000000001\"/>\n" WORLD_TAIL);
  g_autoptr (EarMerge) merge = apply (world.a, path, NULL);
  g_autoptr (EarMerge) second = apply (world.a, gone, NULL);

  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_UNNAMED);
  g_assert_cmpuint (merge->n_quarantined, ==, 0);
  g_assert_cmpuint (second->n_removals, ==, 1);
}

static void
test_self (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Ours");
  g_autofree char *path = write_bundle (&world, world.a, "in.xml");
  g_autoptr (EarMerge) merge = apply (world.a, path, NULL);

  g_assert_cmpint (((EarMergeFile *) merge->files->pdata[0])->sender, ==, EAR_SENDER_SELF);
  g_assert_true (((EarMergeFile *) merge->files->pdata[0])->known);
}

/* A list in the reference format is taken in too, and can be taken back. */
static void
test_reference (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", "reference", "groups.xml", NULL);
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autoptr (EarMerge) looked = preview (world.a, path, NULL);
  g_autoptr (EarMerge) merge = apply (world.a, path, NULL);
  EarMergeFile *file = merge->files->pdata[0];

  check_file (looked->files->pdata[0], file);
  g_assert_cmpint (file->sender, ==, EAR_SENDER_UNNAMED);
  g_assert_cmpuint (file->changes->len, >, 5);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM ancestry"), >, 5);
  must_undo (world.a, merge->merge, NULL);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM ancestry"), ==, 0);
}

/* Several files are one merge; where one is refused, none is taken. */
static void
test_several (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) one = ear_test_session (world.b, "One");
  g_autoptr (EarRecord) other = ear_test_session (world.c, "Other");
  g_autofree char *first = write_bundle (&world, world.b, "b.xml");
  g_autofree char *second = write_bundle (&world, world.c, "c.xml");
  g_autofree char *broken = write_file (&world, "half.xml", WORLD_HEAD "  <session");
  const char *bad[] = { first, second, broken, NULL };
  const char *good[] = { first, second, NULL };
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  must_refuse (world.a, bad, &accept_all, NULL, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_XML);
  merge = ear_merge_apply (world.a, good, &accept_all, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->files->len, ==, 2);
  list = ear_merge_list (world.a, NULL);
  g_assert_cmpstr (((EarMergeEntry *) list->pdata[0])->files, ==, "b.xml, c.xml");
  g_assert_cmpuint (((EarMergeEntry *) list->pdata[0])->n_added, ==, 4);
  must_undo (world.a, merge->merge, NULL);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
}

/* A sealed file is held to the key of the device it says it is from. */
static void
test_sealed (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarKeys) ours = ear_keys_load (world.a, &error);
  g_autoptr (EarKeys) theirs = ear_keys_load (world.b, &error);
  g_autoptr (EarRecord) session = ear_test_session (world.b, "Sealed");
  g_autoptr (EarMerge) met = take (&world, world.b, world.a);
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autofree char *path = g_build_filename (world.folder, "b.sealed", NULL);
  g_autofree char *words = NULL;
  const char *paths[] = { path, NULL };
  EarId a = device_of (world.a), b = device_of (world.b);
  EarSealFor whom = { .devices = &a, .n_devices = 1 };
  EarPublicKeys keys = { 0 };
  EarMergeFile *file;

  g_assert_no_error (error);
  ear_seal_export (world.b, path, &whom, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Not accepted yet: its words are already those of the keys that it shows. */
  looked = apply (world.a, path, NULL);
  file = looked->files->pdata[0];
  words = ear_fingerprint_words (ear_keys_signing_public (theirs), ear_keys_sealing_public (theirs), &b);
  g_assert_true (file->sealed && file->is_signed);
  g_assert_cmpint (file->sender, ==, EAR_SENDER_NEW);
  g_assert_cmpstr (file->words, ==, words);
  merge = apply (world.a, path, &accept_all);
  file = merge->files->pdata[0];
  g_assert_true (file->sealed && file->is_signed);
  g_assert_cmpstr (file->words, ==, words);
  must_undo (world.a, merge->merge, NULL);

  /* Another key than the one that was accepted. */
  memset (&keys, 1, sizeof keys);
  g_assert_true (ear_keys_pin (world.a, &b, &keys, &error));
  g_assert_null (ear_merge_apply (world.a, paths, &accept_all, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_FORGED);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
}

static void
cancel_cb (double fraction, gpointer data)
{
  if (fraction > 0.3)
    g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "Long");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *words = g_strnfill (9000, 'w');
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[2] = { NULL };

  for (guint i = 0; i < 60; i++)
    ear_record_free (ear_test_voice (world.b, session, words));
  path = write_bundle (&world, world.b, "in.xml");
  paths[0] = path;
  g_assert_null (ear_merge_apply (world.a, paths, &accept_all, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  g_assert_null (ear_merge_preview (world.a, paths, &accept_all, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);

  merge = apply (world.a, path, &accept_all);
  g_clear_pointer (&before, g_free);
  g_clear_pointer (&after, g_free);
  before = world_digest (world.a);
  g_assert_false (ear_merge_undo (world.a, merge->merge, NULL, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merging/random-states", test_random_states);
  g_test_add_func ("/merging/in-order", test_in_order);
  g_test_add_func ("/merging/later-edits-stay", test_later_edits_stay);
  g_test_add_func ("/merging/erased-stays", test_erased_stays);
  g_test_add_func ("/merging/first-contact", test_first_contact);
  g_test_add_func ("/merging/accept-with-merge", test_accept_with_merge);
  g_test_add_func ("/merging/clock-ahead", test_clock_ahead);
  g_test_add_func ("/merging/erased-does-not-wait", test_erased_does_not_wait);
  g_test_add_func ("/merging/waiting-goes-with-its-speaker", test_waiting_goes_with_its_speaker);
  g_test_add_func ("/merging/drop", test_drop);
  g_test_add_func ("/merging/revoked", test_revoked);
  g_test_add_func ("/merging/removals-ask", test_removals_ask);
  g_test_add_func ("/merging/unnamed", test_unnamed);
  g_test_add_func ("/merging/self", test_self);
  g_test_add_func ("/merging/reference", test_reference);
  g_test_add_func ("/merging/several", test_several);
  g_test_add_func ("/merging/sealed", test_sealed);
  g_test_add_func ("/merging/cancelled", test_cancelled);
  return g_test_run ();
}
