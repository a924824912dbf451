/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People set what may be done with a voice's words without knowing of each other. Until it is decided the strictest holds on
 * every page; it stands first; to leave everything as it is means that one; and taking a decision back loosens nothing. */
#include <string.h>

#include "ear-coding-work.h"
#include "ear-room.h"
#include "ear-terms.h"
#include "ear-voice-care.h"
#include "look-world.h"

/* Ours is earlier and strict, theirs later and mild. */
static LookWorld *
disputed_world (const char *ours, const char *theirs)
{
  LookWorld *world = look_world_new ();

  look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PERMISSION, ours);
  look_set (world->laptops[1], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PERMISSION, theirs);
  look_tell_all (world);
  return world;
}

static EarVoice *
voice_here (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) voices = ear_voice_list (store, NULL, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (voices->len, ==, 1);
  return g_ptr_array_steal_index (voices, 0);
}

static void
assert_holds (LookWorld *world, const char *permission, gboolean is_disputed)
{
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    {
      g_autoptr (EarVoice) voice = voice_here (world->laptops[i]);

      g_assert_cmpstr (voice->permission, ==, permission);
      g_assert_cmpint (voice->is_disputed, ==, is_disputed);
    }
}

static void
test_strictest_everywhere (void)
{
  g_autoptr (LookWorld) world = disputed_world ("internal", "quote");
  EarVoiceFilter quotable = { .permission = EAR_PERMISSION_QUOTE };
  g_autoptr (EarRoomView) room = NULL;
  g_autoptr (GError) error = NULL;

  assert_holds (world, "internal", TRUE);
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    g_assert_cmpint (ear_voice_count (world->laptops[i], &quotable, &error), ==, 0);
  g_assert_no_error (error);
  room = ear_room_job (world->laptops[1], &world->session->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (room->voices->len, ==, 0);
}

static void
test_first_is_strictest (void)
{
  g_autoptr (LookWorld) world = disputed_world ("count", "quote");
  g_autoptr (EarLookItem) item = look_only (world->laptops[2]);

  g_assert_cmpstr (item->holds, ==, "count");
  g_assert_cmpstr (look_value_of (item, 0)->value, ==, "count");
  g_assert_cmpstr (look_value_of (item, 1)->value, ==, "quote");
}

/* Left to the session, which is strict. */
static void
test_left_open (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) item = NULL;

  look_set (world->laptops[0], EAR_KIND_SESSION, &world->session->id, EAR_SESSION_PERMISSION, "internal");
  look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PERMISSION, "paraphrase");
  look_tell_all (world);
  assert_holds (world, "paraphrase", FALSE);
  look_set (world->laptops[0], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PERMISSION, NULL);
  look_set (world->laptops[1], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_PERMISSION, "quote");
  look_tell_all (world);
  assert_holds (world, "internal", TRUE);
  item = look_only (world->laptops[1]);
  g_assert_cmpstr (item->holds, ==, "internal");
  g_assert_null (look_value_of (item, 0)->value);
  look_keep (world->laptops[1], 1, NULL);
  look_tell_all (world);
  assert_holds (world, "quote", FALSE);
}

/* Of the session's own permissions, of which nothing said means other words. */
static void
test_session (void)
{
  g_autoptr (LookWorld) world = look_world_new ();
  g_autoptr (EarLookItem) item = NULL;

  look_set (world->laptops[0], EAR_KIND_SESSION, &world->session->id, EAR_SESSION_PERMISSION, "count");
  look_set (world->laptops[1], EAR_KIND_SESSION, &world->session->id, EAR_SESSION_PERMISSION, "quote");
  look_tell_all (world);
  assert_holds (world, "count", TRUE);
  item = look_only (world->laptops[0]);
  g_assert_cmpstr (item->holds, ==, "count");
  g_assert_cmpstr (look_value_of (item, 0)->value, ==, "count");
}

static void
test_dismiss_all (void)
{
  g_autoptr (LookWorld) world = disputed_world ("internal", "quote");
  g_autoptr (GError) error = NULL;
  guint n;

  ear_look_dismiss_all (world->laptops[1], &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  look_tell_all (world);
  assert_holds (world, "internal", FALSE);
}

/* Whoever chooses on the voice itself what holds already has decided; taking that back opens the question again. */
static void
test_choose_and_take_back (void)
{
  g_autoptr (LookWorld) world = disputed_world ("internal", "quote");
  EarStore *here = world->laptops[1];
  g_autoptr (EarVoicePermission) work = ear_voice_permission_new (&world->voice, "quote");
  g_autoptr (EarVoicePermission) back = NULL;
  g_autoptr (EarVoicePermission) again = NULL;
  g_autoptr (EarVoice) decided = NULL;
  g_autoptr (GError) error = NULL;

  back = ear_voice_permission_job (here, work, NULL, &error);
  g_assert_no_error (error);
  decided = voice_here (here);
  g_assert_cmpstr (decided->permission, ==, "quote");
  g_assert_false (decided->is_disputed);
  again = ear_voice_permission_job (here, back, NULL, &error);
  g_assert_no_error (error);
  assert_holds (world, "internal", TRUE);
  ear_look_item_free (look_only (here));
}

/* After something else was written the question cannot be opened again as it was; then what held holds. */
static void
test_take_back_late (void)
{
  g_autoptr (LookWorld) world = disputed_world ("internal", "quote");
  EarStore *here = world->laptops[1];
  g_autoptr (EarVoicePermission) work = ear_voice_permission_new (&world->voice, "quote");
  g_autoptr (EarVoicePermission) back = NULL;
  g_autoptr (EarVoicePermission) again = NULL;
  g_autoptr (EarVoice) voice = NULL;
  g_autoptr (GError) error = NULL;

  back = ear_voice_permission_job (here, work, NULL, &error);
  g_assert_no_error (error);
  look_set (here, EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_TEXT, "The bus came");
  again = ear_voice_permission_job (here, back, NULL, &error);
  g_assert_no_error (error);
  voice = voice_here (here);
  g_assert_cmpstr (voice->permission, ==, "internal");
}

/* The coding desk gives many voices one permission, and takes that back. */
static void
test_desk_take_back (void)
{
  g_autoptr (LookWorld) world = disputed_world ("internal", "quote");
  EarStore *here = world->laptops[1];
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarVoice) chosen = NULL;
  g_autoptr (EarVoice) back = NULL;
  g_autoptr (GError) error = NULL;

  ear_voices_set (here, &world->voice, 1, EAR_CONTRIBUTION_PERMISSION, "quote", before, &error);
  g_assert_no_error (error);
  chosen = voice_here (here);
  g_assert_cmpstr (chosen->permission, ==, "quote");
  ear_coding_take_back (here, before, &error);
  g_assert_no_error (error);
  back = voice_here (here);
  g_assert_cmpstr (back->permission, ==, "internal");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/permission/strictest-everywhere", test_strictest_everywhere);
  g_test_add_func ("/look/permission/first-is-strictest", test_first_is_strictest);
  g_test_add_func ("/look/permission/left-open", test_left_open);
  g_test_add_func ("/look/permission/session", test_session);
  g_test_add_func ("/look/permission/dismiss-all", test_dismiss_all);
  g_test_add_func ("/look/permission/choose-and-take-back", test_choose_and_take_back);
  g_test_add_func ("/look/permission/take-back-late", test_take_back_late);
  g_test_add_func ("/look/permission/desk-take-back", test_desk_take_back);
  return g_test_run ();
}
