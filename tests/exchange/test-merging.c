/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person starts: previewed, applied, taken back. */
#include <string.h>

#include "merging-world.h"

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

static void
check_round (MergingWorld *world, EarStore *into, EarStore *from)
{
  g_autofree char *path = merging_write_bundle (world, from, "in.xml");
  g_autofree char *before = world_digest (into);
  g_autofree char *previewed = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *again = NULL;
  g_autoptr (EarMerge) looked = merging_preview (into, path, &merging_allow_all);
  g_autoptr (EarMerge) applied = NULL;
  g_autoptr (EarMerge) second = NULL;
  guint facts = merging_local_facts (into);

  previewed = world_digest (into);
  g_assert_cmpstr (previewed, ==, before);
  g_assert_cmpuint (merging_local_facts (into), ==, facts);
  applied = merging_apply (into, path, &merging_allow_all);
  merging_assert_same (looked->files->pdata[0], applied->files->pdata[0]);
  merged = world_digest (into);
  if (applied->merge == 0)
    {
      g_assert_cmpstr (merged, ==, before);
      return;
    }
  merging_undo (into, applied->merge, NULL);
  undone = world_digest (into);
  g_assert_cmpstr (undone, ==, before);
  g_assert_cmpuint (merging_local_facts (into), ==, facts);
  second = merging_apply (into, path, &merging_allow_all);
  again = world_digest (into);
  g_assert_cmpstr (again, ==, merged);
}

/* Preview says what apply does and changes nothing; undo gives the digest back; merging again the other. */
static void
test_random_states (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
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
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) one = ear_test_session (world.a, "One");
  g_autoptr (EarRecord) other = ear_test_session (world.b, "Other");
  g_autoptr (EarMerge) first = NULL;
  g_autoptr (EarMerge) second = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autofree char *before = world_digest (world.c);
  g_autofree char *after = NULL;

  first = merging_take (&world, world.c, world.a);
  second = merging_take (&world, world.c, world.b);
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
  merging_undo (world.c, second->merge, NULL);
  merging_undo (world.c, first->merge, NULL);
  after = world_digest (world.c);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (ear_merge_undo (world.c, first->merge, NULL, NULL, NULL, NULL, &none));
  g_assert_error (none, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_UNDO);
}

/* What was edited here since stays: of a record that was here the edited field, of one that came the whole record. */
static void
test_later_edits_stay (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
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
  shared = merging_take (&world, world.b, world.a);
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "Theirs");
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "Their hall");
  came = ear_test_voice (world.b, session, "It came");
  untouched = ear_test_voice (world.b, session, "Nobody touched it");
  merge = merging_take (&world, world.a, world.b);
  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "Our hall");
  world_set (world.a, EAR_KIND_CONTRIBUTION, &came->id, EAR_CONTRIBUTION_FEELING, "idea");
  merging_undo (world.a, merge->merge, &undone);

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
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Session");
  g_autoptr (EarRecord) one = ear_test_voice (world.a, session, "withdrawn there");
  g_autoptr (EarRecord) other = ear_test_voice (world.a, session, "withdrawn here");
  g_autoptr (EarMerge) shared = merging_take (&world, world.b, world.a);
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (EarRecord) first = NULL;
  g_autoptr (EarRecord) second = NULL;
  g_autoptr (GError) error = NULL;
  EarMergeUndone undone;

  ear_store_erase (world.b, EAR_KIND_CONTRIBUTION, &one->id, &error);
  g_assert_no_error (error);
  world_set (world.b, EAR_KIND_CONTRIBUTION, &other->id, EAR_CONTRIBUTION_TEXT, "changed there");
  merge = merging_take (&world, world.a, world.b);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM merge_before WHERE packed IS NOT NULL"), ==, 1);
  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &other->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM merge_before WHERE packed IS NOT NULL"), ==, 0);
  merging_undo (world.a, merge->merge, &undone);
  first = ear_store_get (world.a, EAR_KIND_CONTRIBUTION, &one->id, NULL);
  second = ear_store_get (world.a, EAR_KIND_CONTRIBUTION, &other->id, NULL);
  g_assert_true (first->erased && second->erased);
  g_assert_cmpuint (undone.n_erased, ==, 2);
}

/* A list in the reference format is taken in too, and can be taken back. */
static void
test_reference (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", "reference", "groups.xml", NULL);
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autoptr (EarMerge) looked = merging_preview (world.a, path, NULL);
  g_autoptr (EarMerge) merge = merging_apply (world.a, path, NULL);
  EarMergeFile *file = merge->files->pdata[0];

  merging_assert_same (looked->files->pdata[0], file);
  g_assert_cmpint (file->sender, ==, EAR_SENDER_UNNAMED);
  g_assert_cmpuint (file->changes->len, >, 5);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM ancestry"), >, 5);
  merging_undo (world.a, merge->merge, NULL);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM ancestry"), ==, 0);
}

/* Several files are one merge; where one is refused, none is taken. */
static void
test_several (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) one = ear_test_session (world.b, "One");
  g_autoptr (EarRecord) other = ear_test_session (world.c, "Other");
  g_autofree char *first = merging_write_bundle (&world, world.b, "b.xml");
  g_autofree char *second = merging_write_bundle (&world, world.c, "c.xml");
  g_autofree char *broken = merging_write_file (&world, "half.xml", WORLD_HEAD "  <session");
  const char *bad[] = { first, second, broken, NULL };
  const char *good[] = { first, second, NULL };
  g_autofree char *before = world_digest (world.a);
  g_autofree char *after = NULL;
  g_autoptr (EarMerge) merge = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  merging_must_refuse (world.a, bad, &merging_accept_all, NULL, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_XML);
  merge = ear_merge_apply (world.a, good, &merging_accept_all, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->files->len, ==, 2);
  list = ear_merge_list (world.a, NULL);
  g_assert_cmpstr (((EarMergeEntry *) list->pdata[0])->files, ==, "b.xml, c.xml");
  g_assert_cmpuint (((EarMergeEntry *) list->pdata[0])->n_added, ==, 4);
  merging_undo (world.a, merge->merge, NULL);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);
}

/* What an update changes is told from what to what, and only that. */
static void
test_edits (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "Morning");
  g_autoptr (EarMerge) first = merging_take (&world, world.a, world.b);
  g_autoptr (EarMerge) looked = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  ear_record_set (session, EAR_SESSION_TITLE, "Evening");
  ear_record_set (session, EAR_SESSION_CONSENT_BASIS, "spoken");
  g_assert_true (ear_store_put (world.b, session, &error));
  path = merging_write_bundle (&world, world.b, "again.xml");
  looked = merging_preview (world.a, path, NULL);
  for (guint i = 0; i < ((EarMergeFile *) looked->files->pdata[0])->changes->len; i++)
    {
      const EarMergeChange *change = ((EarMergeFile *) looked->files->pdata[0])->changes->pdata[i];
      const EarMergeEdit *title;

      if (change->kind != EAR_KIND_SESSION)
        continue;
      g_assert_cmpint (change->outcome, ==, EAR_OUTCOME_UPDATED);
      g_assert_cmpuint (change->edits->len, ==, 2);
      title = change->edits->pdata[0];
      g_assert_cmpuint (title->field, ==, EAR_SESSION_TITLE);
      g_assert_cmpstr (title->from, ==, "Morning");
      g_assert_cmpstr (title->to, ==, "Evening");
      g_assert_null (((EarMergeEdit *) change->edits->pdata[1])->from);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
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
  g_auto (MergingWorld) world = merging_world_new ();
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
  path = merging_write_bundle (&world, world.b, "in.xml");
  paths[0] = path;
  g_assert_null (ear_merge_apply (world.a, paths, &merging_accept_all, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  g_assert_null (ear_merge_preview (world.a, paths, &merging_accept_all, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  after = world_digest (world.a);
  g_assert_cmpstr (after, ==, before);

  merge = merging_apply (world.a, path, &merging_accept_all);
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
  g_test_add_func ("/merging/reference", test_reference);
  g_test_add_func ("/merging/several", test_several);
  g_test_add_func ("/merging/edits", test_edits);
  g_test_add_func ("/merging/cancelled", test_cancelled);
  return g_test_run ();
}
