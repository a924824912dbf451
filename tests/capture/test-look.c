/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a look: how it is listed, that a decision settles it everywhere, and that it can be taken back. */
#include <string.h>

#include "look-world.h"

static void
test_listed (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) item = NULL;
  g_autoptr (GPtrArray) voices = NULL;
  g_autoptr (GError) error = NULL;

  voices = ear_voice_list (world->laptops[0], &(EarVoiceFilter) { .needs_look = TRUE }, 0, 0, &error);
  g_assert_cmpuint (voices->len, ==, 0);
  g_clear_pointer (&voices, g_ptr_array_unref);
  look_dispute (world);
  item = look_only (world->laptops[0]);
  g_assert_cmpint (item->reason, ==, EAR_LOOK_RIVALS);
  g_assert_cmpuint (item->field, ==, EAR_CONTRIBUTION_TEXT);
  g_assert_cmpstr (item->session, ==, "Drop-in");
  g_assert_true (item->has_before);
  g_assert_cmpstr (item->before, ==, "The bus never came");
  g_assert_cmpuint (item->values->len, ==, 2);
  g_assert_cmpstr (look_value_of (item, 0)->text, ==, "The bus never came again");
  g_assert_cmpstr (look_value_of (item, 1)->text, ==, "The bus came late");
  g_assert_false (look_value_of (item, 0)->is_self);
  g_assert_true (look_value_of (item, 1)->is_self);
  g_assert_cmpstr (look_value_of (item, 0)->device, ==, "theirs");
  voices = ear_voice_list (world->laptops[0], &(EarVoiceFilter) { .needs_look = TRUE }, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (voices->len, ==, 1);
  g_assert_cmpint (ear_voice_count (world->laptops[0], &(EarVoiceFilter) { .needs_look = TRUE }, &error), ==, 1);
}

/* The handle names the question, not the workbook. */
static void
test_handle (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) here = NULL, there = NULL, then = NULL;
  g_autoptr (GError) error = NULL;

  look_say (world, 0, "The bus came late");
  look_say (world, 1, "The bus never came again");
  look_tell (world->laptops[0], world->laptops[1]);
  look_tell (world->laptops[1], world->laptops[0]);
  here = look_only (world->laptops[0]);
  there = look_only (world->laptops[1]);
  g_assert_cmpstr (here->handle, ==, there->handle);
  look_say (world, 2, "No bus");
  look_tell_all (world);
  then = look_only (world->laptops[0]);
  g_assert_cmpstr (here->handle, !=, then->handle);
  g_assert_false (ear_look_keep (world->laptops[0], here, 1, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
}

static void
test_keep (void)
{
  for (guint value = 0; value < 2; value++)
    {
      g_autoptr (LookWorld) world = look_world_new ();

      look_dispute (world);
      look_keep (world->laptops[2], value, NULL);
      look_assert_settled (world, value == 0 ? "The bus never came again" : "The bus came late");
    }
}

static void
test_combine (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) item = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *proposal = NULL;

  look_dispute (world);
  item = look_only (world->laptops[0]);
  g_assert_true (ear_look_can_combine (item));
  proposal = ear_look_propose (item);
  g_assert_nonnull (strstr (proposal, "late"));
  g_assert_nonnull (strstr (proposal, "again"));
  g_assert_true (ear_look_combine (world->laptops[0], item, "The bus came late, or never", NULL, &error));
  look_assert_settled (world, "The bus came late, or never");
}

/* Two who decide without knowing of each other disagree again, and a third settles that; two who decide alike do not. */
static void
test_blind_decisions (void)
{
  g_autoptr (LookWorld) world = look_world_new ();

  look_dispute (world);
  look_keep (world->laptops[0], 0, NULL);
  look_keep (world->laptops[1], 1, NULL);
  look_tell_all (world);
  look_keep (world->laptops[2], 0, NULL);
  look_assert_settled (world, "The bus came late");
  look_say (world, 0, "The bus was early");
  look_say (world, 1, "There was no bus");
  look_tell_all (world);
  look_keep (world->laptops[0], 1, NULL);
  look_keep (world->laptops[1], 1, NULL);
  look_assert_settled (world, "The bus was early");
}

static guint
count_history (LookWorld *world, EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history
    = ear_store_history (store, EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_TEXT, &error);

  g_assert_no_error (error);
  return history->len;
}

static void
test_take_back (void)
{
  for (guint value = 0; value < 2; value++)
    {
      g_autoptr (LookWorld) world = look_world_new ();
      g_autoptr (GPtrArray) before = ear_look_before_new ();
      g_autoptr (EarRecord) was = NULL, is = NULL;
      guint n_history;

      look_dispute (world);
      n_history = count_history (world, world->laptops[0]);
      was = look_get (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice);
      look_keep (world->laptops[0], value, before);
      look_take_back (world->laptops[0], before, TRUE);
      is = look_get (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice);
      g_assert_true (ear_record_same_state (was, is));
      g_assert_cmpuint (count_history (world, world->laptops[0]), ==, n_history);
      /* What is decided then holds everywhere. */
      look_keep (world->laptops[0], 1 - value, NULL);
      look_assert_settled (world, value == 0 ? "The bus came late" : "The bus never came again");
    }
}

/* Somebody was told of the decision before it was taken back: it comes again with them, and the next one supersedes it. */
static void
test_take_back_told (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (GPtrArray) before = ear_look_before_new ();

  look_dispute (world);
  look_keep (world->laptops[0], 1, before);
  look_tell (world->laptops[0], world->laptops[1]);
  look_take_back (world->laptops[0], before, TRUE);
  look_keep (world->laptops[0], 0, NULL);
  look_assert_settled (world, "The bus never came again");
}

static void
test_take_back_late (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (GPtrArray) before = ear_look_before_new ();

  look_dispute (world);
  look_keep (world->laptops[0], 1, before);
  look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_REF, "V1");
  look_take_back (world->laptops[0], before, FALSE);
  look_assert_settled (world, "The bus never came again");
}

/* A text that was typed to combine two is in the history when that is taken back. */
static void
test_take_back_combined (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (GPtrArray) before = ear_look_before_new ();
  g_autoptr (EarLookItem) item = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  look_dispute (world);
  item = look_only (world->laptops[0]);
  g_assert_true (ear_look_combine (world->laptops[0], item, "typed", before, &error));
  look_take_back (world->laptops[0], before, TRUE);
  history = ear_store_history (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_TEXT, &error);
  g_assert_cmpstr (((EarVersion *) history->pdata[0])->value, ==, "typed");
}

/* Of what was erased nothing is listed, and taking a decision back brings nothing back. */
static void
test_erased (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (GPtrArray) before = ear_look_before_new ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (EarRecord) voice = NULL;
  g_autoptr (GError) error = NULL;

  look_dispute (world);
  look_keep (world->laptops[0], 1, before);
  g_assert_true (ear_store_erase (world->laptops[1], EAR_KIND_CONTRIBUTION, &world->voice, &error));
  look_tell (world->laptops[1], world->laptops[0]);
  items = look_list (world->laptops[1]);
  g_assert_cmpuint (items->len, ==, 0);
  look_take_back (world->laptops[0], before, FALSE);
  voice = look_get (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice);
  g_assert_true (voice->erased);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/listed", test_listed);
  g_test_add_func ("/look/handle", test_handle);
  g_test_add_func ("/look/keep", test_keep);
  g_test_add_func ("/look/combine", test_combine);
  g_test_add_func ("/look/blind-decisions", test_blind_decisions);
  g_test_add_func ("/look/take-back", test_take_back);
  g_test_add_func ("/look/take-back-told", test_take_back_told);
  g_test_add_func ("/look/take-back-late", test_take_back_late);
  g_test_add_func ("/look/take-back-combined", test_take_back_combined);
  g_test_add_func ("/look/erased", test_erased);
  return g_test_run ();
}
