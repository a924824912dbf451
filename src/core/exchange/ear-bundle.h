/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles and reference files as streams of bytes, for the files of this room. */
#pragma once

#include "ear-xml-input.h"
#include "ear-xml-writer.h"

G_BEGIN_DECLS

gboolean ear_bundle_write (EarStore *store, const EarExportOptions *options, EarXmlSink sink, gpointer sink_data,
                           EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);
gboolean ear_bundle_merge_stream (EarStore *store, const EarXmlSource *source, EarMergeResult *result, GError **error);
/* In the transaction that merges a bundle: notes that it is here, so that its sender need not send it again. Not for one of
 * which anything was left out or kept aside. */
gboolean ear_bundle_note_received (EarStore *store, EarMergeResult *result, GError **error);
gboolean ear_reference_load_stream (EarStore *store, const EarXmlSource *source, gboolean strict,
                                    EarMergeResult *result,
                                    GError **error);

G_END_DECLS
