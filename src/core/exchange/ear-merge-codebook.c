/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge brings to the codebook, told as such: that a theme is called otherwise from now on matters to whoever codes. */
#include "ear-merge.h"

#include <string.h>

static const EarMergeEdit *
find_edit (const EarMergeChange *change, guint field)
{
  for (guint i = 0; change->edits != NULL && i < change->edits->len; i++)
    {
      const EarMergeEdit *edit = change->edits->pdata[i];

      if (edit->field == field)
        return edit;
    }
  return NULL;
}

static void
add (GPtrArray *events, EarCodebookWhat what, const char *name, const char *other)
{
  g_ptr_array_add (events, ear_codebook_event_new (what, name, other));
}

/* The parts that a theme was split into come in the same file, or came before. */
static char *
name_parts (const EarMergeFile *file, const EarId *theme)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < file->changes->len; i++)
    {
      const EarMergeChange *change = file->changes->pdata[i];

      if (change->kind == EAR_KIND_THEME && change->outcome == EAR_OUTCOME_ADDED && ear_id_equal (&change->part_of, theme)
          && change->label != NULL)
        g_string_append_printf (names, "%s“%s”", names->len == 0 ? "" : ", ", change->label);
    }
  return names->len == 0 ? NULL : g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_edits (GPtrArray *events, const EarMergeFile *file, const EarMergeChange *change)
{
  const EarMergeEdit *name = find_edit (change, EAR_THEME_NAME), *merged = find_edit (change, EAR_THEME_MERGED_INTO);
  const EarMergeEdit *retired = find_edit (change, EAR_THEME_RETIRED), *moved = find_edit (change, EAR_THEME_PARENT);
  g_autofree char *parts = retired == NULL ? NULL : name_parts (file, &change->id);
  guint n = events->len;

  if (name != NULL && name->from != NULL && name->to != NULL)
    add (events, EAR_CODEBOOK_RENAMED, name->from, name->to);
  if (merged != NULL && merged->to != NULL)
    add (events, EAR_CODEBOOK_MERGED, change->label, merged->to);
  else if (retired != NULL && g_strcmp0 (retired->to, "true") == 0)
    add (events, parts != NULL ? EAR_CODEBOOK_SPLIT : EAR_CODEBOOK_RETIRED, change->label, parts);
  else if (merged != NULL || retired != NULL)
    add (events, EAR_CODEBOOK_RESTORED, change->label, NULL);
  if (moved != NULL)
    add (events, EAR_CODEBOOK_MOVED, change->label, moved->to);
  if (events->len == n)
    add (events, EAR_CODEBOOK_REWORDED, change->label, NULL);
}

static void
add_theme (GPtrArray *events, const EarMergeFile *file, const EarMergeChange *change)
{
  if (change->outcome == EAR_OUTCOME_ADDED && ear_id_is_none (&change->part_of))
    ear_codebook_events_count (events, EAR_CODEBOOK_NEW, change->label, 1);
  else if (change->outcome == EAR_OUTCOME_DELETED)
    add (events, EAR_CODEBOOK_DELETED, change->label, NULL);
  else if (change->outcome == EAR_OUTCOME_RESTORED)
    add (events, EAR_CODEBOOK_RESTORED, change->label, NULL);
  else if (change->outcome == EAR_OUTCOME_UPDATED && change->edits != NULL)
    add_edits (events, file, change);
}

/**
 * ear_merge_codebook:
 *
 * Returns: (transfer full) (element-type EarCodebookEvent): what a file does, or did, to the codebook, as far as its changes are
 *   listed; empty where nothing. Any thread.
 */
GPtrArray *
ear_merge_codebook (const EarMergeFile *file)
{
  GPtrArray *events = ear_codebook_events_new ();

  for (guint i = 0; i < file->changes->len; i++)
    {
      const EarMergeChange *change = file->changes->pdata[i];
      const EarMergeEdit *version = change->kind == EAR_KIND_DEVICE ? find_edit (change, EAR_DEVICE_CODEBOOK_VERSION) : NULL;

      if (change->fate != EAR_MERGE_TAKEN)
        continue;
      if (version != NULL && version->to != NULL)
        add (events, EAR_CODEBOOK_PUBLISHED, version->to, change->label);
      else if (change->published != NULL)
        add (events, EAR_CODEBOOK_PUBLISHED, change->published, change->label);
      else if (change->kind == EAR_KIND_THEME && change->label != NULL)
        add_theme (events, file, change);
    }
  return events;
}
