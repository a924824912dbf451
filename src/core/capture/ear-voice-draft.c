/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-draft.h"

#include <string.h>

#include "ear-kind.h"
#include "ear-terms.h"

/* Record separator: no keyboard types it, and a draft is no record, so that it goes nowhere else. */
#define MARK '\x1e'

/**
 * ear_voice_draft_pack:
 * @line: what was typed
 * @item: the item of the agenda it is said to; EAR_ID_NONE: none
 * @stance: (nullable): a word of EAR_TERMS_STANCE
 *
 * Returns: (transfer full): the line with what ear_voice_draft_unpack() needs. Without an item it is the line alone, so that a
 *   draft of another conversation reads as it always did.
 */
char *
ear_voice_draft_pack (const char *line, const EarId *item, const char *stance)
{
  g_autofree char *plain = g_strdelimit (g_strdup (line), (const char[]) { MARK, '\0' }, ' ');
  char id[EAR_ID_TEXT_SIZE];

  if (ear_id_is_none (item))
    return g_steal_pointer (&plain);
  return g_strdup_printf ("%s%c%s%s", plain, MARK, ear_id_format (item, id), stance == NULL ? "" : stance);
}

/**
 * ear_voice_draft_unpack:
 * @item: (out): EAR_ID_NONE where none is said
 * @stance: (out) (nullable) (transfer none): a word of EAR_TERMS_STANCE
 *
 * Returns: (transfer full): the line. What is no such draft is the line as it is.
 */
char *
ear_voice_draft_unpack (const char *draft, EarId *item, const char **stance)
{
  const char *mark = strrchr (draft, MARK);
  char id[EAR_ID_TEXT_SIZE];
  int known;

  *item = EAR_ID_NONE;
  *stance = NULL;
  if (mark == NULL)
    return g_strdup (draft);
  g_strlcpy (id, mark + 1, sizeof id);
  if (!ear_id_parse (id, item))
    return g_strdup (draft);
  known = ear_term_index (EAR_TERMS_STANCE, mark + 1 + strlen (id));
  *stance = known < 0 ? NULL : EAR_TERMS_STANCE[known];
  return g_strndup (draft, (gsize) (mark - draft));
}
