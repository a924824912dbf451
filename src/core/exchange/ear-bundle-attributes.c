/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-bundle-attributes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-bundle-grammar.h"

/**
 * ear_bundle_take_attribute:
 * @element: the element that it belongs to, for the error
 *
 * Returns: (nullable) (transfer none): an attribute that must be there.
 */
const char *
ear_bundle_take_attribute (EarXmlInput *input, const char *element, const char *name)
{
  const char *value = ear_xml_input_attribute (input, name);

  if (value == NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” has no attribute “%s”."), element, name);
  return value;
}

gboolean
ear_bundle_take_id (EarXmlInput *input, const char *element, EarId *id)
{
  const char *value = ear_bundle_take_attribute (input, element, "id");

  if (value == NULL)
    return FALSE;
  if (ear_id_parse (value, id))
    return TRUE;
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                      _ ("“%.80s” is no id; expected 36 characters such as 019399bd-79c0-7000-8000-000000000000."),
                      value);
  return FALSE;
}

static gboolean
parse_author (EarXmlInput *input, GArray *authors, const char *text, EarId *device)
{
  guint number;

  if (ear_bundle_parse_number (text, &number) && number <= authors->len)
    {
      *device = g_array_index (authors, EarId, number - 1);
      return TRUE;
    }
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                      _ ("“%.20s” is no author of this bundle; expected the number of an “author” element."), text);
  return FALSE;
}

static gboolean
parse_clock (EarXmlInput *input, const char *text, EarClock *clock)
{
  if (ear_bundle_parse_clock (text, clock))
    return TRUE;
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                      _ ("“%.80s” is no stamp; expected one such as 2026-11-22T10:15:30.123Z."), text);
  return FALSE;
}

/* "1@2026-11-22T10:15:30.123Z 3@…": by author's number, each once, never the author's own. */
static gboolean
parse_seen (EarXmlInput *input, GArray *authors, const char *text, EarVersion *version)
{
  g_auto (GStrv) entries = g_strsplit (text, " ", -1);
  guint n = g_strv_length (entries);

  if (n == 0 || n > EAR_BUNDLE_MAX_SEEN)
    {
      ear_xml_input_fail (input, n == 0 ? EAR_EXCHANGE_ERROR_GRAMMAR : EAR_EXCHANGE_ERROR_LIMIT,
                          _ ("“seen” names %u authors; expected 1 to %d."), n, EAR_BUNDLE_MAX_SEEN);
      return FALSE;
    }
  version->seen.stamps = g_new (EarStamp, n);
  for (guint i = 0; i < n; i++)
    {
      EarStamp *stamp = &version->seen.stamps[i];
      char *at = strchr (entries[i], '@');

      if (at != NULL)
        *at++ = '\0';
      if (!parse_author (input, authors, entries[i], &stamp->device)
          || !parse_clock (input, at == NULL ? "" : at, &stamp->clock))
        return FALSE;
      if (ear_id_equal (&stamp->device, &version->stamp.device)
          || (i > 0 && ear_id_compare (&stamp[-1].device, &stamp->device) >= 0))
        {
          ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                              _ ("“seen” lists the other authors in the order of their numbers, each once."));
          return FALSE;
        }
      version->seen.n = i + 1;
    }
  return TRUE;
}

/**
 * ear_bundle_take_stamp:
 * @authors: (element-type EarId): in the order of their numbers
 * @own: (nullable): the stamp of an element that gives none of its own; %NULL where it must
 * @version: its stamp and what its author had seen are set
 */
gboolean
ear_bundle_take_stamp (EarXmlInput *input, GArray *authors, const char *element, const EarStamp *own,
                       EarVersion *version)
{
  const char *at = ear_xml_input_attribute (input, "at");
  const char *by = ear_xml_input_attribute (input, "by");
  const char *seen = ear_xml_input_attribute (input, "seen");

  if (at == NULL && by == NULL && own != NULL)
    version->stamp = *own;
  else if (at == NULL || by == NULL)
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” has no attribute “%s”."), element,
                          at == NULL ? "at" : "by");
      return FALSE;
    }
  else if (!parse_clock (input, at, &version->stamp.clock)
           || !parse_author (input, authors, by, &version->stamp.device))
    return FALSE;
  return seen == NULL || parse_seen (input, authors, seen, version);
}

/**
 * ear_bundle_take_once:
 *
 * Reads whom @record belonged to before: ids with one blank between them, ascending.
 */
gboolean
ear_bundle_take_once (EarXmlInput *input, EarRecord *record)
{
  const char *text = ear_xml_input_attribute (input, "once");
  g_auto (GStrv) entries = NULL;
  guint n;
  EarId id;

  if (text == NULL)
    return TRUE;
  entries = g_strsplit (text, " ", -1);
  n = g_strv_length (entries);
  if (n > EAR_BUNDLE_MAX_ONCE || ear_kind_owner_field (record->kind) < 0)
    {
      ear_xml_input_fail (input, n > EAR_BUNDLE_MAX_ONCE ? EAR_EXCHANGE_ERROR_LIMIT : EAR_EXCHANGE_ERROR_GRAMMAR,
                          n > EAR_BUNDLE_MAX_ONCE ? _ ("“once” names too many records in “%s”.")
                                                  : _ ("“%s” belongs to nobody, so it has no attribute “once”."),
                          ear_kind_info (record->kind)->name);
      return FALSE;
    }
  for (guint i = 0; i < n || n == 0; i++)
    {
      if (n == 0 || !ear_id_parse (entries[i], &id)
          || (i > 0 && ear_id_compare (&g_array_index (record->once, EarId, i - 1), &id) >= 0))
        {
          ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                              _ ("“once” lists the ids of records, ascending, each once."));
          return FALSE;
        }
      ear_record_add_once (record, &id);
    }
  return TRUE;
}
