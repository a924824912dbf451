/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group-office.h"

#include <string.h>

EarRecord *
office_add (EarStore *store, EarKind kind, guint field, const char *name)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set (record, field, name);
  world_put (store, record);
  return record;
}

void
office_open (Office *office)
{
  office->folder = ear_test_folder_new ();
  office->store = ear_test_store (office->folder, "a");
  office->group = office_add (office->store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Carers");
  office->other_group = office_add (office->store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Young people");
  office->session = ear_test_session (office->store, "One");
  office->other_session = ear_test_session (office->store, "Behind closed doors");
  office->speaker = office_add (office->store, EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_LABEL, "P1");
  office->other_speaker = office_add (office->store, EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_LABEL, LABEL);
  office->voice = ear_test_voice (office->store, office->session, WORDS);
  office->options = (EarExportOptions){ .groups = &office->group->id, .n_groups = 1 };
}

void
office_close (Office *office)
{
  EarRecord *records[] = { office->group,   office->other_group,   office->session, office->other_session,
                           office->speaker, office->other_speaker, office->voice };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    ear_record_free (records[i]);
  ear_store_close (office->store);
  ear_test_folder_remove (office->folder);
}

void
office_give (Office *office, guint field, const EarRecord *to)
{
  char id[EAR_ID_TEXT_SIZE];

  world_set (office->store, EAR_KIND_CONTRIBUTION, &office->voice->id, field, ear_id_format (&to->id, id));
}

EarId
office_speaker_is_of (Office *office, const EarRecord *speaker, const EarRecord *group)
{
  return world_link (office->store, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &speaker->id,
                     EAR_PARTICIPANT_GROUP_GROUP, &group->id);
}

EarId
office_voice_is_of (Office *office, const EarRecord *group)
{
  return world_link (office->store, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &office->voice->id,
                     EAR_CONTRIBUTION_GROUP_GROUP, &group->id);
}

void
office_session_is_with (Office *office, const EarRecord *session, const EarRecord *group, guint people)
{
  EarId id = ear_id_derive_link ("session-group", &session->id, &group->id);
  g_autoptr (EarRecord) link = ear_record_new_with_id (EAR_KIND_SESSION_GROUP, &id);

  ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, &session->id);
  ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, &group->id);
  ear_record_set_integer (link, EAR_SESSION_GROUP_PEOPLE, people);
  world_put (office->store, link);
}

char *
office_export (Office *office)
{
  g_autofree char *bundle = travel_export (office->store, &office->options);
  g_autoptr (GHashTable) expected = part_judge (office->store, &office->options);
  g_autoptr (GHashTable) found = part_read (bundle);

  part_compare (bundle, expected, found);
  return g_steal_pointer (&bundle);
}

void
office_assert_kept_back (Office *office, EarStore *had_it)
{
  g_autofree char *after = office_export (office);
  g_autofree char *there = NULL;

  g_assert_null (strstr (after, WORDS));
  g_assert_null (strstr (after, LABEL));
  world_must_merge (had_it, after, NULL);
  there = travel_export (had_it, NULL);
  g_assert_null (strstr (there, WORDS));
}
