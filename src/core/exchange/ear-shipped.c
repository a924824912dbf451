/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that come with Earshot, read by the same reader as anybody's. */
#include <glib/gi18n-lib.h>

#include "ear-bundle.h"
#include "ear-exchange-resources.h"

#define FOLDER "/uk/earshot/data/"

/* In an order in which each finds what it refers to. */
static const EarShipped shipped[] = {
  { "places", FALSE },
  { "groups", FALSE },
  { "set-mental-health-2023", TRUE },
  { "set-mental-health-2017", TRUE },
  { "thurrock-hwb-2022", TRUE },
  { "thurrock-tobacco", TRUE },
  { "mse-ics-2023", TRUE },
  { "eput-community-mse", TRUE },
  { "codebook", FALSE },
};

/**
 * ear_shipped_list:
 *
 * Returns: (transfer none) (array length=n): what ships. Any thread.
 */
const EarShipped *
ear_shipped_list (guint *n)
{
  *n = G_N_ELEMENTS (shipped);
  return shipped;
}

static const EarShipped *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      if (g_str_equal (shipped[i].name, name))
        return &shipped[i];
    }
  return NULL;
}

static GInputStream *
open_resource (const char *path, GError **error)
{
  return g_resource_open_stream (ear_exchange_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/**
 * ear_shipped_load:
 * @name: of one of ear_shipped_list()
 * @result: (out caller-allocates): what it did; free with ear_merge_result_clear()
 *
 * Loads a list that ships, or its newer revision. The store's thread.
 */
gboolean
ear_shipped_load (EarStore *store, const char *name, EarMergeResult *result, GError **error)
{
  const EarShipped *one = find (name);
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GInputStream) stream = NULL;
  EarXmlSource source = { 0 };

  *result = (EarMergeResult) { 0 };
  if (one == NULL)
    {
      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
                   _ ("Nothing called “%s” comes with Earshot. Nothing was changed. “earshot-cli strategies” lists "
                      "what does."), name);
      return FALSE;
    }
  file = g_strconcat (name, ".xml", NULL);
  path = g_strconcat (FOLDER, one->is_strategy ? "strategies/" : "reference/", file, NULL);
  stream = open_resource (path, error);
  source = (EarXmlSource) { .stream = stream, .name = file };
  return stream != NULL && ear_reference_load_stream (store, &source, FALSE, result, error);
}

static gboolean
load_all (EarStore *store, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_auto (EarMergeResult) result = { 0 };

      if (!ear_shipped_load (store, shipped[i].name, &result, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_sample (EarStore *store, GError **error)
{
  g_autoptr (GInputStream) stream = open_resource (FOLDER "sample/sample.xml", error);
  EarXmlSource source = { .stream = stream, .name = "sample.xml" };
  g_auto (EarMergeResult) result = { 0 };

  return stream != NULL && load_all (store, error) && ear_bundle_merge_stream (store, &source, &result, error);
}

static gboolean
in_transaction (EarStore *store, gboolean (*work) (EarStore *, GError **), GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (work (store, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/**
 * ear_shipped_load_all:
 *
 * Loads places, groups, strategies and the codebook in one transaction. What is here already is left as it is.
 */
gboolean
ear_shipped_load_all (EarStore *store, GError **error)
{
  return in_transaction (store, load_all, error);
}

/**
 * ear_shipped_load_sample:
 *
 * Loads invented conversations, and first all lists that they refer to. For workbooks to try Earshot with.
 */
gboolean
ear_shipped_load_sample (EarStore *store, GError **error)
{
  return in_transaction (store, load_sample, error);
}
