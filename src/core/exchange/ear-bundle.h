/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles and reference files as streams of bytes, for the files of this room. */
#pragma once

#include "ear-xml-input.h"
#include "ear-xml-writer.h"

G_BEGIN_DECLS

gboolean ear_bundle_write (EarStore *store, const EarExportOptions *options, EarXmlSink sink, gpointer sink_data,
                           EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);

gboolean ear_bundle_count (EarStore *store, const EarExportOptions *options, guint64 *n, GError **error);

/* Asked while a bundle is read. */
typedef struct
{
  /* Once, before the first record: @from is EAR_ID_NONE where the bundle does not say who wrote it. FALSE with @error
   * set refuses it. */
  gboolean (*sender) (const EarId *from, gpointer data, GError **error);
  /* Of each record. @take: (inout): TRUE; FALSE leaves the record out. FALSE with @error set refuses the bundle. */
  gboolean (*record) (const EarRecord *record, gboolean *take, gpointer data, GError **error);
  gpointer data;
} EarBundleHook;

gboolean ear_bundle_read (EarStore *store, const EarXmlSource *source, const EarBundleHook *hook, EarMergeResult *result,
                          GError **error);
gboolean ear_bundle_merge_stream (EarStore *store, const EarXmlSource *source, EarMergeResult *result, GError **error);
/* In the transaction that merges a bundle: notes that it is here, so that its sender need not send it again. Not for one of
 * which anything was left out or kept aside. */
gboolean ear_bundle_note_received (EarStore *store, EarMergeResult *result, GError **error);
gboolean ear_reference_load_stream (EarStore *store, const EarXmlSource *source, gboolean strict,
                                    EarMergeResult *result,
                                    GError **error);

G_END_DECLS
