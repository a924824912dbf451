/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the room may see, permission by permission. */
#include "ear-room.h"

#include "ear-terms.h"
#include "ear-test.h"

static EarVoice
voice_with (const char *permission)
{
  return (EarVoice) {
    .text = (char *) "words", .language = (char *) "en", .original = (char *) "শব্দ", .original_language = (char *) "bn",
    .feeling = (char *) EAR_FEELING_IDEA, .permission = (char *) permission, .verbatim = TRUE, .speaker = (char *) "P1",
    .themes = (char *) "Access",
  };
}

static void
test_shown (void)
{
  static const char *const permissions[] = { EAR_PERMISSION_QUOTE, EAR_PERMISSION_PARAPHRASE };

  for (gsize i = 0; i < G_N_ELEMENTS (permissions); i++)
    {
      EarVoice voice = voice_with (permissions[i]);
      g_autoptr (EarRoomVoice) shown = ear_room_voice_new (&voice);

      g_assert_cmpstr (shown->words, ==, "words");
      g_assert_cmpstr (shown->original, ==, "শব্দ");
      g_assert_cmpstr (shown->original_language, ==, "bn");
      g_assert_cmpstr (shown->speaker, ==, "P1");
      g_assert_cmpstr (shown->feeling, ==, EAR_FEELING_IDEA);
      g_assert_true (shown->verbatim);
    }
}

static void
test_only_original (void)
{
  EarVoice voice = voice_with (EAR_PERMISSION_QUOTE);
  g_autoptr (EarRoomVoice) shown = NULL;

  voice.text = NULL;
  shown = ear_room_voice_new (&voice);
  g_assert_cmpstr (shown->words, ==, "শব্দ");
  g_assert_cmpstr (shown->language, ==, "bn");
  g_assert_null (shown->original);
}

static void
test_counted (void)
{
  EarVoice voice = voice_with (EAR_PERMISSION_COUNT);
  g_autoptr (EarRoomVoice) shown = ear_room_voice_new (&voice);

  g_assert_nonnull (shown);
  g_assert_null (shown->words);
  g_assert_null (shown->original);
  g_assert_null (shown->speaker);
  g_assert_null (shown->themes);
  g_assert_cmpstr (shown->feeling, ==, EAR_FEELING_IDEA);
}

static void
test_hidden (void)
{
  static const char *const permissions[] = { EAR_PERMISSION_INTERNAL, "from-a-newer-earshot", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (permissions); i++)
    {
      EarVoice voice = voice_with (permissions[i]);

      g_assert_null (ear_room_voice_new (&voice));
    }
}

static void
test_safeguarding (void)
{
  for (gsize i = 0; EAR_TERMS_PERMISSION[i] != NULL; i++)
    {
      EarVoice voice = voice_with (EAR_TERMS_PERMISSION[i]);

      voice.safeguarding = TRUE;
      g_assert_null (ear_room_voice_new (&voice));
    }
}

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static EarRoomView *
view_of (EarStore *store, EarRecord *session)
{
  g_autoptr (GError) error = NULL;
  EarRoomView *view = ear_room_job (store, &session->id, NULL, &error);

  g_assert_no_error (error);
  return view;
}

/* From the workbook: neither notes nor code word nor contact get into the view, and what changes there changes here. */
static void
test_workbook (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "room");
  g_autoptr (EarRecord) session = ear_test_session (store, "Coffee morning");
  g_autoptr (EarRecord) other = ear_test_session (store, "Elsewhere");
  g_autoptr (EarRecord) said = ear_test_voice (store, session, "said here");
  g_autoptr (EarRecord) flagged = ear_test_voice (store, session, "flagged here");
  g_autoptr (EarRecord) elsewhere = ear_test_voice (store, other, "said elsewhere");
  g_autoptr (GError) error = NULL;

  ear_record_set (said, EAR_CONTRIBUTION_PRIVATE_NOTE, "a note");
  put (store, said);
  ear_record_set_flag (flagged, EAR_CONTRIBUTION_SAFEGUARDING, TRUE);
  put (store, flagged);
  {
    g_autoptr (EarRoomView) view = view_of (store, session);
    const EarRoomVoice *only = view->voices->pdata[0];

    g_assert_cmpstr (view->title, ==, "Coffee morning");
    g_assert_cmpuint (view->voices->len, ==, 1);
    g_assert_cmpstr (only->words, ==, "said here");
  }
  ear_record_set (session, EAR_SESSION_PERMISSION, EAR_PERMISSION_COUNT);
  put (store, session);
  {
    g_autoptr (EarRoomView) view = view_of (store, session);

    g_assert_cmpuint (view->voices->len, ==, 1);
    g_assert_null (((EarRoomVoice *) view->voices->pdata[0])->words);
  }
  ear_store_erase (store, EAR_KIND_CONTRIBUTION, &said->id, &error);
  g_assert_no_error (error);
  {
    g_autoptr (EarRoomView) view = view_of (store, session);

    g_assert_cmpuint (view->voices->len, ==, 0);
  }
}

static void
test_equal (void)
{
  EarVoice voice = voice_with (EAR_PERMISSION_QUOTE);
  g_autoptr (EarRoomVoice) one = ear_room_voice_new (&voice);
  g_autoptr (EarRoomVoice) same = ear_room_voice_new (&voice);
  g_autoptr (EarRoomVoice) changed = NULL;

  voice.text = (char *) "corrected";
  changed = ear_room_voice_new (&voice);
  g_assert_true (ear_room_voice_equal (one, same));
  g_assert_false (ear_room_voice_equal (one, changed));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/shown", test_shown);
  g_test_add_func ("/room/only-original", test_only_original);
  g_test_add_func ("/room/counted", test_counted);
  g_test_add_func ("/room/hidden", test_hidden);
  g_test_add_func ("/room/safeguarding", test_safeguarding);
  g_test_add_func ("/room/workbook", test_workbook);
  g_test_add_func ("/room/equal", test_equal);
  return g_test_run ();
}
