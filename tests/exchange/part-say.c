/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a record of which so much leaves, in the form in which part-read.c has it from a bundle. */
#include "part-judge-private.h"

static void
put_stamp (GString *text, const EarStamp *stamp, const EarStamp *own)
{
  char clock[EAR_CLOCK_TEXT_SIZE], id[EAR_ID_TEXT_SIZE];
  const EarStamp *given = stamp->clock == 0 ? own : stamp;

  g_string_append_printf (text, " %s %s", ear_clock_format (given->clock, clock), ear_id_format (&given->device, id));
}

static void
put_seen (GString *text, const EarSeen *seen)
{
  g_string_append (text, " seen");
  for (guint i = 0; i < seen->n; i++)
    put_stamp (text, &seen->stamps[i], NULL);
}

static void
put_version (GString *text, const char *name, const EarVersion *version, const EarStamp *own, gboolean with_seen)
{
  g_string_append_printf (text, "\n%s=%s", name, version->value == NULL ? "" : version->value);
  put_stamp (text, &version->stamp, own);
  if (with_seen)
    put_seen (text, &version->seen);
  else
    g_string_append (text, " seen");
}

static gboolean
field_leaves (const EarRecord *record, guint field, PartLeave leave)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);

  if (leave == PART_REASON)
    return field == EAR_FIELD_DELETED || (info->flags & EAR_FIELD_REQUIRED) || g_str_equal (info->name, "permission");
  if (leave == PART_PERMISSION_ALONE || leave == PART_BELONGING)
    return field == EAR_FIELD_DELETED || field == EAR_CONTRIBUTION_PERMISSION
           || (leave == PART_BELONGING && (field == EAR_CONTRIBUTION_PARTICIPANT || field == EAR_CONTRIBUTION_SESSION));
  return !(info->flags & EAR_FIELD_LOCAL) && (leave == PART_ALL || !(info->flags & EAR_FIELD_WORDS));
}

static void
note_devices (PartJudge *judge, const EarVersion *version)
{
  if (version->stamp.clock == 0)
    return;
  part_add_id (judge->devices, &version->stamp.device);
  for (guint i = 0; i < version->seen.n; i++)
    part_add_id (judge->devices, &version->seen.stamps[i].device);
}

static void
say_field (PartJudge *judge, GString *text, const EarRecord *record, guint field)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  const EarField *values = &record->fields[field];
  const EarStamp *own = &record->fields[EAR_FIELD_DELETED].shown.stamp;

  if (field == EAR_FIELD_DELETED ? values->shown.value != NULL
                                 : values->shown.stamp.clock != 0 || (info->flags & EAR_FIELD_REQUIRED))
    put_version (text, info->name, &values->shown, own, field != EAR_FIELD_DELETED);
  note_devices (judge, &values->shown);
  for (guint i = 0; values->rivals != NULL && i < values->rivals->len; i++)
    {
      put_version (text, info->name, values->rivals->pdata[i], own, TRUE);
      note_devices (judge, values->rivals->pdata[i]);
    }
}

char *
part_say (PartJudge *judge, const EarRecord *record, PartLeave leave)
{
  GString *text = g_string_new ("record");
  const EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;
  char id[EAR_ID_TEXT_SIZE];

  put_stamp (text, &presence->stamp, NULL);
  put_seen (text, &presence->seen);
  g_string_append (text, " once");
  for (guint i = 0; leave != PART_PERMISSION_ALONE && leave != PART_REASON && record->once != NULL && i < record->once->len; i++)
    g_string_append_printf (text, " %s", ear_id_format (&g_array_index (record->once, EarId, i), id));
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (field_leaves (record, i, leave))
        say_field (judge, text, record, i);
    }
  return g_string_free (text, FALSE);
}
