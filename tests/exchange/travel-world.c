/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "travel-world.h"

#include <string.h>

void
travel_world_init (TravelWorld *world)
{
  *world = (TravelWorld) { 0 };
  for (guint i = 0; i < EAR_N_KINDS; i++)
    world->ids[i] = g_ptr_array_new_with_free_func (g_free);
  world->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
travel_world_clear (TravelWorld *world)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    g_ptr_array_unref (world->ids[i]);
  g_hash_table_unref (world->words);
}

guint
travel_pick (guint below)
{
  return (guint) g_test_rand_int_range (0, (gint32) below);
}

const EarId *
travel_any (TravelWorld *world, EarKind kind)
{
  GPtrArray *ids = world->ids[kind];

  return ids->len == 0 ? NULL : ids->pdata[travel_pick (ids->len)];
}

/* One that is here and not erased, or NULL. */
static EarRecord *
any_here (TravelWorld *world, EarStore *store, EarKind kind)
{
  const EarId *id = travel_any (world, kind);
  g_autoptr (EarRecord) record = id == NULL ? NULL : ear_store_get (store, kind, id, NULL);

  return record == NULL || record->erased ? NULL : g_steal_pointer (&record);
}

static void
put (TravelWorld *world, EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = record->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  if (is_new)
    g_ptr_array_add (world->ids[record->kind], g_memdup2 (&record->id, sizeof record->id));
}

static void
type (TravelWorld *world, EarRecord *record, guint field, const EarId *voice)
{
  g_autofree char *word = g_strdup_printf ("word%ux", world->n_words++);

  ear_record_set (record, field, word);
  g_hash_table_insert (world->words, g_strdup (word), g_memdup2 (voice, sizeof *voice));
}

static const char *
any_permission (void)
{
  static const char *const permissions[] = { NULL, NULL, "quote", "paraphrase", "count", "internal" };

  return permissions[travel_pick (G_N_ELEMENTS (permissions))];
}

static void
set_link (TravelWorld *world, EarRecord *record, guint field, EarKind kind)
{
  ear_record_set_id (record, field, travel_pick (5) == 0 ? NULL : travel_any (world, kind));
}

static void
add_session (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);

  ear_record_set (session, EAR_SESSION_TITLE, "An occasion");
  ear_record_set (session, EAR_SESSION_PERMISSION, any_permission ());
  ear_record_set (session, EAR_SESSION_PRIVATE_NOTES, TRAVEL_LOCAL_WORD);
  put (world, store, session);
}

static void
add_participant (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) participant = ear_record_new (EAR_KIND_PARTICIPANT);

  ear_record_set (participant, EAR_PARTICIPANT_LABEL, "P");
  ear_record_set (participant, EAR_PARTICIPANT_PERMISSION, any_permission ());
  ear_record_set (participant, EAR_PARTICIPANT_CONTACT, TRAVEL_LOCAL_WORD);
  set_link (world, participant, EAR_PARTICIPANT_SESSION, EAR_KIND_SESSION);
  put (world, store, participant);
}

static void
add_group (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);

  ear_record_set (group, EAR_GROUP_NAME, "A group");
  set_link (world, group, EAR_GROUP_PARENT, EAR_KIND_GROUP);
  put (world, store, group);
}

static void
add_voice (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);

  type (world, voice, EAR_CONTRIBUTION_TEXT, &voice->id);
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, any_permission ());
  ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, TRAVEL_LOCAL_WORD);
  ear_record_set (voice, EAR_CONTRIBUTION_SAFEGUARDING_NOTE, TRAVEL_LOCAL_WORD);
  set_link (world, voice, EAR_CONTRIBUTION_SESSION, EAR_KIND_SESSION);
  set_link (world, voice, EAR_CONTRIBUTION_PARTICIPANT, EAR_KIND_PARTICIPANT);
  put (world, store, voice);
}

static void
edit_voice (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = any_here (world, store, EAR_KIND_CONTRIBUTION);

  if (voice == NULL)
    return;
  if (travel_pick (2))
    type (world, voice, EAR_CONTRIBUTION_TEXT, &voice->id);
  if (travel_pick (3) == 0)
    ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, any_permission ());
  if (travel_pick (4) == 0)
    set_link (world, voice, EAR_CONTRIBUTION_SESSION, EAR_KIND_SESSION);
  if (travel_pick (4) == 0)
    set_link (world, voice, EAR_CONTRIBUTION_PARTICIPANT, EAR_KIND_PARTICIPANT);
  put (world, store, voice);
}

/* Consent that changes for everything that was said on an occasion, or by somebody. */
static void
change_consent (TravelWorld *world, EarStore *store)
{
  EarKind kind = travel_pick (2) ? EAR_KIND_SESSION : EAR_KIND_PARTICIPANT;
  g_autoptr (EarRecord) record = any_here (world, store, kind);

  if (record == NULL)
    return;
  ear_record_set (record, kind == EAR_KIND_SESSION ? EAR_SESSION_PERMISSION : EAR_PARTICIPANT_PERMISSION, any_permission ());
  put (world, store, record);
}

static void
connect_two (TravelWorld *world, EarStore *store, EarKind kind, guint one_field, EarKind one_kind, guint other_field,
      EarKind other_kind)
{
  g_autoptr (EarRecord) one = any_here (world, store, one_kind);
  const EarId *other = travel_any (world, other_kind);
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (EarRecord) here = NULL;
  EarId id;

  if (one == NULL || other == NULL)
    return;
  id = ear_id_derive_link (ear_kind_info (kind)->name, &one->id, other);
  here = ear_store_get (store, kind, &id, NULL);
  if (here != NULL && here->erased)
    return;
  record = ear_record_new_with_id (kind, &id);
  ear_record_set_id (record, one_field, &one->id);
  ear_record_set_id (record, other_field, other);
  if (kind == EAR_KIND_CODING)
    type (world, record, EAR_CODING_MEMO, &one->id);
  put (world, store, record);
}

static void
add_link (TravelWorld *world, EarStore *store)
{
  switch (travel_pick (5))
    {
    case 0:
      connect_two (world, store, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, EAR_KIND_SESSION, EAR_SESSION_GROUP_GROUP,
            EAR_KIND_GROUP);
      break;
    case 1:
      connect_two (world, store, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, EAR_KIND_PARTICIPANT,
            EAR_PARTICIPANT_GROUP_GROUP, EAR_KIND_GROUP);
      break;
    case 2:
      connect_two (world, store, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, EAR_KIND_CONTRIBUTION,
            EAR_CONTRIBUTION_GROUP_GROUP, EAR_KIND_GROUP);
      break;
    case 3:
      connect_two (world, store, EAR_KIND_CODING, EAR_CODING_CONTRIBUTION, EAR_KIND_CONTRIBUTION, EAR_CODING_THEME, EAR_KIND_THEME);
      break;
    default:
      connect_two (world, store, EAR_KIND_ACTION_CONTRIBUTION, EAR_ACTION_CONTRIBUTION_CONTRIBUTION, EAR_KIND_CONTRIBUTION,
            EAR_ACTION_CONTRIBUTION_ACTION, EAR_KIND_ACTION);
    }
}

static void
add_other (TravelWorld *world, EarStore *store)
{
  gboolean is_theme = travel_pick (2);
  g_autoptr (EarRecord) record = ear_record_new (is_theme ? EAR_KIND_THEME : EAR_KIND_ACTION);

  ear_record_set (record, is_theme ? EAR_THEME_NAME : EAR_ACTION_TITLE, "Something");
  put (world, store, record);
}

static void
toggle_deleted (TravelWorld *world, EarStore *store)
{
  static const EarKind kinds[] = { EAR_KIND_CONTRIBUTION, EAR_KIND_SESSION, EAR_KIND_CONTRIBUTION_GROUP, EAR_KIND_CODING };
  EarKind kind = kinds[travel_pick (G_N_ELEMENTS (kinds))];
  g_autoptr (EarRecord) record = any_here (world, store, kind);
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;
  ear_store_set_deleted (store, kind, &record->id, !ear_record_is_deleted (record), &error);
  g_assert_no_error (error);
}

static void
erase_voice (TravelWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) voice = travel_pick (4) ? NULL : any_here (world, store, EAR_KIND_CONTRIBUTION);
  g_autoptr (GError) error = NULL;

  if (voice == NULL)
    return;
  ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
}

void
travel_act (TravelWorld *world, EarStore *store)
{
  static void (*const deeds[]) (TravelWorld *, EarStore *)
    = { add_session, add_participant, add_group, add_voice,      add_voice,   add_voice,      edit_voice, edit_voice,
        add_link,    add_link,        add_link,  change_consent, add_other,   toggle_deleted, erase_voice };

  deeds[travel_pick (G_N_ELEMENTS (deeds))](world, store);
}

char *
travel_export (EarStore *store, const EarExportOptions *options)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.xml", NULL);
  g_autoptr (GError) error = NULL;
  char *bundle = NULL;

  ear_bundle_export (store, path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bundle, NULL, &error);
  g_assert_no_error (error);
  return bundle;
}

EarId
travel_device (EarStore *store)
{
  EarId id;

  g_assert_true (ear_store_get_device (store, &id, NULL));
  return id;
}

char *
travel_export_for (EarStore *store, EarStore *partner, gboolean since_last)
{
  EarId device = travel_device (partner);
  EarExportOptions options = { .partner = &device, .since_last = since_last };

  return travel_export (store, &options);
}

guint
travel_occurrences (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;
  return n;
}

char *
travel_attribute (const char *bundle, const char *name)
{
  const char *start = strstr (bundle, "<bundle ");
  g_autofree char *tag = g_strndup (start, (gsize) (strchr (start, '>') - start));
  g_autofree char *before = g_strdup_printf (" %s=\"", name);
  const char *at = strstr (tag, before);

  if (at == NULL)
    return NULL;
  at += strlen (before);
  return g_strndup (at, (gsize) (strchr (at, '"') - at));
}

void
travel_assert_mentioned (const char *bundle, const EarId *id, gboolean is_mentioned)
{
  char text[EAR_ID_TEXT_SIZE];

  ear_id_format (id, text);
  if ((strstr (bundle, text) != NULL) != is_mentioned)
    g_error ("%s should %sbe in: %s", text, is_mentioned ? "" : "not ", bundle);
}
