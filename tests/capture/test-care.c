/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is set on a voice beside its words, and what withdrawing it says would go. */
#include <string.h>

#include "ear-coding-work.h"
#include "ear-exchange.h"
#include "ear-person-work.h"
#include "ear-terms.h"
#include "ear-test.h"
#include "ear-voice-care.h"
#include "ear-voice-work.h"
#include "ear-withdraw.h"

#define NOTE "a worry about home"

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session, *speaker, *voice, *other;
} World;

static void
set_up (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "a");
  world->session = ear_test_session (world->store, "Morning");
  world->speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  ear_record_set_id (world->speaker, EAR_PARTICIPANT_SESSION, &world->session->id);
  ear_record_set (world->speaker, EAR_PARTICIPANT_LABEL, "P1");
  ear_store_put (world->store, world->speaker, &error);
  g_assert_no_error (error);
  world->voice = ear_test_voice (world->store, world->session, "nobody\nasks how I am");
  world->other = ear_test_voice (world->store, world->session, "what somebody else said");
  ear_record_set_id (world->voice, EAR_CONTRIBUTION_PARTICIPANT, &world->speaker->id);
  ear_store_put (world->store, world->voice, &error);
  g_assert_no_error (error);
}

static void
tear_down (World *world, gconstpointer data G_GNUC_UNUSED)
{
  ear_record_free (world->session);
  ear_record_free (world->speaker);
  ear_record_free (world->voice);
  ear_record_free (world->other);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
}

static char *
permission_of (World *world)
{
  g_autoptr (EarRecord) voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &world->voice->id, NULL);

  return g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_PERMISSION));
}

static void
test_permission (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarVoicePermission) work = ear_voice_permission_new (&world->voice->id, EAR_PERMISSION_COUNT);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoicePermission) back = ear_voice_permission_job (world->store, work, NULL, &error);
  g_autoptr (EarVoicePermission) again = NULL;
  g_autofree char *now = permission_of (world);
  g_autofree char *then = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (now, ==, EAR_PERMISSION_COUNT);
  again = ear_voice_permission_job (world->store, back, NULL, &error);
  g_assert_no_error (error);
  then = permission_of (world);
  g_assert_null (then);
  g_assert_cmpstr (again->permission, ==, EAR_PERMISSION_COUNT);
}

static void
test_code_word (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarPersonWork) word = ear_person_work_new (world->session, world->speaker);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (word->person, EAR_PARTICIPANT_CODE_WORD, "Heron");
  ear_person_work_job (world->store, word, NULL, &error);
  g_assert_no_error (error);
  found = ear_withdraw_find (world->store, "heron", NULL, NULL, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (ear_id_equal (&((EarWithdrawFound *) found->pdata[0])->id, &world->speaker->id));
}

static EarId
write_line (World *world, const EarId *id, const char *line)
{
  EarId voice = id == NULL ? ear_id_new () : *id;
  g_autoptr (EarVoiceWork) work = ear_voice_work_new (world->session, &voice, line, NULL);
  g_autoptr (GError) error = NULL;

  work->voice = id == NULL ? NULL : ear_store_get (world->store, EAR_KIND_CONTRIBUTION, id, NULL);
  ear_voice_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  return voice;
}

static void
assert_translator (World *world, const EarId *id, const char *expected)
{
  g_autoptr (EarRecord) voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, id, NULL);

  g_assert_cmpstr (ear_record_get (voice, EAR_CONTRIBUTION_TRANSLATOR), ==, expected);
}

/* It is said once who translates, and can be said otherwise of any voice; either language may come later. */
static void
test_translator (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarId first = write_line (world, NULL, "they wait |pl czekają"), second, third, plain;

  assert_translator (world, &first, NULL);
  g_assert_true (ear_voices_set (world->store, &first, 1, EAR_CONTRIBUTION_TRANSLATOR, "link worker", NULL, NULL));
  plain = write_line (world, NULL, "and so do we");
  assert_translator (world, &plain, NULL);
  second = write_line (world, NULL, "they ring |pl dzwonią");
  assert_translator (world, &second, "link worker");
  third = write_line (world, NULL, "|pl nikt nie pyta");
  assert_translator (world, &third, NULL);
  write_line (world, &third, "nobody asks |pl nikt nie pyta");
  assert_translator (world, &third, "link worker");
  g_assert_true (ear_voices_set (world->store, &third, 1, EAR_CONTRIBUTION_TRANSLATOR, NULL, NULL, NULL));
  write_line (world, &third, "nobody ever asks |pl nikt nie pyta");
  assert_translator (world, &third, NULL);
}

static void
test_safeguarding (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarSafeguarding) worry = ear_safeguarding_new (&world->voice->id);
  g_autoptr (EarSafeguarding) loaded = NULL;
  g_autoptr (EarSafeguarding) gone = NULL;
  g_autofree char *path = g_build_filename (world->folder, "out.xml", NULL);
  g_autofree char *exported = NULL;
  g_autoptr (GError) error = NULL;

  worry->flagged = TRUE;
  worry->note = g_strdup (NOTE);
  worry->procedure = g_strdup ("tell the named lead");
  worry->phone = g_strdup ("01632 960001");
  ear_safeguarding_save_job (world->store, worry, NULL, &error);
  g_assert_no_error (error);
  ear_safeguarding_save_procedure_job (world->store, worry, NULL, &error);
  g_assert_no_error (error);
  loaded = ear_safeguarding_load_job (world->store, &world->voice->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loaded->flagged);
  g_assert_cmpstr (loaded->note, ==, NOTE);
  g_assert_cmpstr (loaded->procedure, ==, worry->procedure);
  g_assert_cmpstr (loaded->phone, ==, worry->phone);

  /* None of it leaves. */
  g_assert_true (ear_bundle_export (world->store, path, NULL, NULL, NULL, NULL, &error));
  g_assert_true (g_file_get_contents (path, &exported, NULL, NULL));
  g_assert_nonnull (strstr (exported, "asks how I am"));
  g_assert_null (strstr (exported, NOTE));
  g_assert_null (strstr (exported, "safeguarding"));
  g_assert_null (strstr (exported, worry->procedure));
  g_assert_null (strstr (exported, worry->phone));

  g_assert_true (ear_withdraw_voice (world->store, &world->voice->id, &error));
  gone = ear_safeguarding_load_job (world->store, &world->voice->id, NULL, &error);
  g_assert_null (gone);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED);
}

/* A voice says whose it is; a person says all that they said. Neither names what others said. */
static void
test_preview (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (EarWithdrawPreview) of_voice = { 0 };
  g_auto (EarWithdrawPreview) of_person = { 0 };
  g_auto (EarWithdrawPreview) of_nobody = { 0 };
  g_autoptr (GError) error = NULL;
  const EarWithdrawVoice *voice;

  ear_withdraw_preview (world->store, EAR_KIND_CONTRIBUTION, &world->voice->id, &of_voice, &error);
  g_assert_no_error (error);
  ear_withdraw_preview (world->store, EAR_KIND_PARTICIPANT, &of_voice.who->id, &of_person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (of_person.who->label, ==, "P1");
  g_assert_cmpuint (of_person.n_voices, ==, 1);
  g_assert_cmpuint (of_person.voices->len, ==, 1);
  voice = of_person.voices->pdata[0];
  g_assert_cmpstr (voice->words, ==, "nobody asks how I am");
  g_assert_cmpstr (voice->session, ==, "Morning");
  g_assert_cmpuint (of_person.sent->len, ==, 0);
  ear_withdraw_preview (world->store, EAR_KIND_CONTRIBUTION, &world->other->id, &of_nobody, &error);
  g_assert_no_error (error);
  g_assert_null (of_nobody.who);
}

static void
add (const char *path, void (*test) (World *world, gconstpointer data))
{
  g_test_add (path, World, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/care/permission", test_permission);
  add ("/care/code-word", test_code_word);
  add ("/care/translator", test_translator);
  add ("/care/safeguarding", test_safeguarding);
  add ("/care/preview", test_preview);
  return g_test_run ();
}
