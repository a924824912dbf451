/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-bundle-head.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-bundle-attributes.h"
#include "ear-bundle-grammar.h"

#define MAX_NUMBER_DIGITS 9

static gboolean
take_id (EarXmlInput *input, const char *name, EarId *id)
{
  const char *text = ear_xml_input_attribute (input, name);

  if (text == NULL)
    return FALSE;
  if (!ear_id_parse (text, id))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” is no id, as “%s” is."), text, name);
  return TRUE;
}

static gboolean
take_number (EarXmlInput *input, guint *number)
{
  const char *text = ear_xml_input_attribute (input, "number");
  gsize digits = text == NULL ? 0 : strspn (text, "0123456789");

  if (text == NULL)
    return FALSE;
  if (digits == 0 || digits > MAX_NUMBER_DIGITS || text[digits] != '\0' || *text == '0')
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” is no bundle's number; expected one from 1."), text);
  *number = (guint) g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

static void
take_partial (EarXmlInput *input, EarMergeResult *result)
{
  const char *partial = ear_xml_input_attribute (input, "partial");

  if (partial == NULL)
    return;
  if (strcmp (partial, "true") != 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.20s” cannot be “partial”; expected “true”."), partial);
  result->partial = TRUE;
}

/**
 * ear_bundle_take_head:
 *
 * Reads the attributes of “bundle”.
 */
void
ear_bundle_take_head (EarXmlInput *input, EarBundleHead *head, EarMergeResult *result)
{
  const char *from = ear_xml_input_attribute (input, "from");
  gboolean has_for = take_id (input, "for", &result->for_device);
  gboolean has_bundle = take_id (input, "bundle", &result->bundle);
  gboolean has_number = take_number (input, &result->number);
  gboolean builds = take_id (input, "got", &result->got) | take_id (input, "base", &result->base);

  take_partial (input, result);
  if (from != NULL && !ear_bundle_parse_number (from, &head->from))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.20s” is no author's number."), from);
  else if (has_bundle && (from == NULL || !has_for || !has_number))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“bundle” has an attribute “bundle”, and so needs “from”, “for” "
                                                              "and “number”."));
  else if (!has_bundle && (has_number || builds))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“bundle” has an attribute “number”, “got” or “base”, and so "
                                                              "needs “bundle”."));
  else if (has_bundle && result->partial)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("A part has no attribute “bundle”: nothing can build on it."));
}

/* The kinds that a part may be chosen by, in their order; the lists and the changes stand alone. */
static gboolean
parse_only (const char *name, guint *kind)
{
  static const guint kinds[] = { EAR_KIND_SESSION, EAR_KIND_GROUP };

  *kind = EAR_BUNDLE_HEAD_LISTS;
  if (strcmp (name, EAR_BUNDLE_ONLY_LISTS) == 0)
    return TRUE;
  *kind = EAR_BUNDLE_HEAD_CHANGES;
  if (strcmp (name, EAR_BUNDLE_ONLY_CHANGES) == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      *kind = kinds[i];
      if (strcmp (name, ear_kind_info ((EarKind) kinds[i])->name) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
stands_alone (guint kind)
{
  return kind == EAR_BUNDLE_HEAD_LISTS || kind == EAR_BUNDLE_HEAD_CHANGES;
}

/* Sessions first, then groups, each in the order of their ids; or the lists or the changes alone. */
static gboolean
is_next (const EarBundleHead *head, guint kind, const EarId *id)
{
  if (head->n_only == 0)
    return TRUE;
  if (stands_alone (kind) || stands_alone (head->only))
    return FALSE;
  if (kind != head->only)
    return kind == EAR_KIND_GROUP;
  return ear_id_compare (&head->only_id, id) < 0;
}

/**
 * ear_bundle_take_only:
 *
 * Reads an “only”, which stands between the authors and the records of a part.
 */
EarXmlContent
ear_bundle_take_only (EarXmlInput *input, EarBundleHead *head, const EarMergeResult *result)
{
  const char *name = ear_bundle_take_attribute (input, "only", "kind");
  EarId id = EAR_ID_NONE;
  guint kind;

  if (name == NULL)
    return EAR_XML_REFUSED;
  if (!parse_only (name, &kind))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” cannot be the “kind” of “only”; expected “session”, "
                                                              "“group”, “lists” or “changes”."), name);
  else if (stands_alone (kind) && ear_xml_input_attribute (input, "id") != NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“only” for the lists or the changes has no “id”."));
  else if (!stands_alone (kind) && !ear_bundle_take_id (input, "only", &id))
    return EAR_XML_REFUSED;
  else if (!result->partial)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“only” stands in a bundle that is “partial”."));
  else if (!is_next (head, kind, &id))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“only” comes twice or out of order; expected sessions, then "
                                                              "groups, each in the order of their ids, or the lists or "
                                                              "the changes alone."));
  else if (++head->n_only > EAR_BUNDLE_MAX_ONLY)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("There are more than %d “only”."), EAR_BUNDLE_MAX_ONLY);
  head->only = kind;
  head->only_id = id;
  return EAR_XML_EMPTY;
}

/**
 * ear_bundle_end_head:
 * @authors: (element-type EarId): in the order of their numbers
 *
 * Checks what is known once the first record begins.
 */
void
ear_bundle_end_head (EarXmlInput *input, const EarBundleHead *head, GArray *authors, EarMergeResult *result)
{
  if (head->from > authors->len)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The bundle is from author %u, who is not among its "
                                                              "authors."), head->from);
  else if (result->partial && head->n_only == 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The bundle is “partial” and does not say what it holds; "
                                                              "expected “only”."));
  else if (head->from != 0)
    result->from_device = g_array_index (authors, EarId, head->from - 1);
}
