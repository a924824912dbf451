/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-bundle-grammar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * ear_bundle_find_kind:
 * @name: an element's name
 * @from: the kind of the record before it; kinds stand in their order
 * @kind: (out): the kind whose records have that name
 */
EarElementFound
ear_bundle_find_kind (const char *name, EarKind from, EarKind *kind)
{
  for (guint i = from; i < EAR_N_KINDS; i++)
    {
      if (strcmp (ear_kind_info ((EarKind) i)->name, name) == 0)
        {
          *kind = (EarKind) i;
          return EAR_ELEMENT_FOUND;
        }
    }
  return ear_kind_from_name (name, kind) ? EAR_ELEMENT_TOO_LATE : EAR_ELEMENT_UNKNOWN;
}

/**
 * ear_bundle_has_field:
 *
 * Returns: whether bundles hold the field.
 */
gboolean
ear_bundle_has_field (EarKind kind, guint field)
{
  return !(ear_kind_info (kind)->fields[field].flags & EAR_FIELD_LOCAL);
}

/**
 * ear_bundle_find_field:
 * @name: an element's name
 * @from: the field before it, which may come again with a rival value; fields stand in their order
 * @field: (out): the field of that name
 */
EarElementFound
ear_bundle_find_field (EarKind kind, const char *name, guint from, guint *field)
{
  const EarKindInfo *info = ear_kind_info (kind);

  for (guint i = from; i < info->n_fields; i++)
    {
      if (strcmp (info->fields[i].name, name) == 0)
        {
          *field = i;
          return ear_bundle_has_field (kind, i) ? EAR_ELEMENT_FOUND : EAR_ELEMENT_LOCAL;
        }
    }
  if (!ear_field_from_name (kind, name, field))
    return EAR_ELEMENT_UNKNOWN;
  return ear_bundle_has_field (kind, *field) ? EAR_ELEMENT_TOO_LATE : EAR_ELEMENT_LOCAL;
}

/**
 * ear_bundle_skipped_field:
 *
 * Returns: the first field between @after and @before, both exclusive, without which a record says nothing, or -1.
 */
int
ear_bundle_skipped_field (EarKind kind, guint after, guint before)
{
  const EarKindInfo *info = ear_kind_info (kind);

  for (guint i = after + 1; i < before; i++)
    {
      if (info->fields[i].flags & EAR_FIELD_REQUIRED)
        return (int) i;
    }
  return -1;
}

/**
 * ear_bundle_describe_value:
 *
 * Returns: (transfer full): what the field takes, in words, to end the sentence “Expected …”.
 */
char *
ear_bundle_describe_value (EarKind kind, guint field)
{
  const EarFieldInfo *info = ear_field_info (kind, field);

  switch (info->type)
    {
    case EAR_TYPE_LINE:
      return g_strdup_printf (_ ("one line of at most %d bytes"), EAR_MAX_LINE_BYTES);
    case EAR_TYPE_PROSE:
      return g_strdup_printf (_ ("text of at most %d bytes"), EAR_MAX_PROSE_BYTES);
    case EAR_TYPE_INTEGER:
      return g_strdup (_ ("a whole number of at most 15 digits"));
    case EAR_TYPE_BOOLEAN:
      return g_strdup (_ ("“true”, or nothing at all"));
    case EAR_TYPE_DAY:
      return g_strdup (_ ("a day such as 2026-11-22"));
    case EAR_TYPE_MOMENT:
      return g_strdup (_ ("a time such as 2026-11-22T10:15, 2026-11-22, 2026-11 or 2026"));
    case EAR_TYPE_LANGUAGE:
      return g_strdup (_ ("a language tag such as “bn”"));
    case EAR_TYPE_TERM:
      {
        g_autofree char *list = g_strjoinv (", ", (char **) info->terms);

        return g_strdup_printf (_ ("one of these words: %s"), list);
      }
    case EAR_TYPE_REFERENCE:
      return g_strdup (_ ("a record's id such as 019399bd-79c0-7000-8000-000000000000"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * ear_bundle_parse_number:
 * @text: an author's number
 *
 * Returns: whether @text is a number from 1 to %EAR_BUNDLE_MAX_AUTHORS in its only form.
 */
gboolean
ear_bundle_parse_number (const char *text, guint *number)
{
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > 5 || text[digits] != '\0' || *text == '0')
    return FALSE;
  /* Every stamp names its author. */
  for (*number = 0; *text != '\0'; text++)
    *number = *number * 10 + (guint) (*text - '0');
  return *number <= EAR_BUNDLE_MAX_AUTHORS;
}

/**
 * ear_bundle_parse_clock:
 *
 * Returns: whether @text is a clock that a bundle may hold. The last year whose every moment fits a clock is 6428.
 */
gboolean
ear_bundle_parse_clock (const char *text, EarClock *clock)
{
  return strncmp (text, "6428", 4) <= 0 && ear_clock_parse (text, clock);
}

static const EarVersion *
version_at (const EarField *field, guint at)
{
  return at == 0 ? &field->shown : field->rivals->pdata[at - 1];
}

/**
 * ear_bundle_find_seen_rival:
 *
 * Returns: (nullable): a version that the author of another had seen. There is none in the state of a field: a
 *   value that was seen by who gave the next one is history, which does not travel.
 */
const EarVersion *
ear_bundle_find_seen_rival (const EarField *field)
{
  guint n = field->rivals == NULL ? 0 : field->rivals->len + 1;

  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < n; j++)
        {
          const EarVersion *one = version_at (field, i);
          const EarVersion *other = version_at (field, j);

          if (i != j
              && (ear_id_equal (&one->stamp.device, &other->stamp.device)
                  || ear_seen_covers (&one->seen, &other->stamp)))
            return ear_stamp_compare (&one->stamp, &other->stamp) > 0 ? other : one;
        }
    }
  return NULL;
}
