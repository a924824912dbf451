/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "part-consent.h"

#include "ear-terms.h"

/* Every value of the field that nobody who wrote another had seen, which is one where all knew of each other. */
guint
part_count_values (const EarRecord *record, guint field)
{
  const GPtrArray *rivals = record == NULL ? NULL : record->fields[field].rivals;

  return 1 + (rivals == NULL ? 0 : rivals->len);
}

const EarVersion *
part_value_of (const EarRecord *record, guint field, guint number)
{
  static const EarVersion none = { 0 };

  if (record == NULL || record->erased)
    return &none;
  return number == 0 ? &record->fields[field].shown : record->fields[field].rivals->pdata[number - 1];
}

static const EarRecord *
referred_by (PartFind find, gpointer data, EarKind kind, const EarVersion *version)
{
  EarId id;

  return version->value != NULL && ear_id_parse (version->value, &id) ? find (data, kind, &id) : NULL;
}

/* From the mildest. */
static int
strictness (const char *permission)
{
  static const char *const words[] = { EAR_PERMISSION_QUOTE, EAR_PERMISSION_PARAPHRASE, EAR_PERMISSION_COUNT, NULL };

  for (int i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (permission, words[i]))
        return i;
    }
  return 3;
}

static const char *
choose (const EarVersion *own, const EarVersion *of_speaker, const EarVersion *of_session)
{
  return own->value != NULL ? own->value
         : of_speaker->value != NULL ? of_speaker->value
         : of_session->value != NULL ? of_session->value
                                     : EAR_PERMISSION_PARAPHRASE;
}

static const char *
strictest_of (const EarRecord *voice, const EarRecord *speaker, const EarRecord *session)
{
  const char *found = EAR_PERMISSION_QUOTE;

  for (guint own = 0; own < part_count_values (voice, EAR_CONTRIBUTION_PERMISSION); own++)
    for (guint i = 0; i < part_count_values (speaker, EAR_PARTICIPANT_PERMISSION); i++)
      for (guint j = 0; j < part_count_values (session, EAR_SESSION_PERMISSION); j++)
        {
          const char *said = choose (part_value_of (voice, EAR_CONTRIBUTION_PERMISSION, own),
                                     part_value_of (speaker, EAR_PARTICIPANT_PERMISSION, i),
                                     part_value_of (session, EAR_SESSION_PERMISSION, j));

          if (strictness (said) > strictness (found))
            found = said;
        }
  return found;
}

/* Every way to choose one value of everything that says what the permission is gives one; the strictest holds. */
const char *
part_permission (const EarRecord *voice, PartFind find, gpointer data)
{
  const char *found = EAR_PERMISSION_QUOTE;

  for (guint who = 0; who < part_count_values (voice, EAR_CONTRIBUTION_PARTICIPANT); who++)
    for (guint where = 0; where < part_count_values (voice, EAR_CONTRIBUTION_SESSION); where++)
      {
        const char *said = strictest_of (
          voice, referred_by (find, data, EAR_KIND_PARTICIPANT, part_value_of (voice, EAR_CONTRIBUTION_PARTICIPANT, who)),
          referred_by (find, data, EAR_KIND_SESSION, part_value_of (voice, EAR_CONTRIBUTION_SESSION, where)));

        if (strictness (said) > strictness (found))
          found = said;
      }
  return found;
}

PartLeave
part_leave_of_voice (const EarRecord *voice, PartFind find, gpointer data)
{
  static const guint deciding[] = { EAR_CONTRIBUTION_PERMISSION, EAR_CONTRIBUTION_PARTICIPANT, EAR_CONTRIBUTION_SESSION };
  const char *permission = part_permission (voice, find, data);

  if (strictness (permission) < strictness (EAR_PERMISSION_COUNT))
    return PART_ALL;
  if (strictness (permission) == strictness (EAR_PERMISSION_COUNT))
    return PART_NO_WORDS;
  for (guint i = 0; i < part_count_values (voice, EAR_CONTRIBUTION_PERMISSION); i++)
    {
      const EarVersion *version = part_value_of (voice, EAR_CONTRIBUTION_PERMISSION, i);

      if (g_strcmp0 (version->value, EAR_PERMISSION_INTERNAL) == 0
          && ear_stamp_compare (&version->stamp, &voice->fields[EAR_FIELD_DELETED].shown.stamp) != 0)
        return PART_PERMISSION_ALONE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (deciding); i++)
    for (guint j = 0; j < part_count_values (voice, deciding[i]); j++)
      {
        const EarStamp *stamp = &part_value_of (voice, deciding[i], j)->stamp;

        if (stamp->clock != 0 && ear_stamp_compare (stamp, &voice->fields[EAR_FIELD_DELETED].shown.stamp) != 0)
          return PART_BELONGING;
      }
  return PART_NOTHING;
}
