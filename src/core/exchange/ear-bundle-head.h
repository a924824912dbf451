/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle says of itself before its records: from whom, for whom, what it builds on, what it is a part of. */
#pragma once

#include "ear-xml-input.h"

G_BEGIN_DECLS

typedef struct
{
  guint from;      /* the exporter's number, 0 for none */
  guint n_only;    /* "only" elements so far */
  guint only;      /* the kind of the last: an EarKind, or one of the two below */
  EarId only_id;
} EarBundleHead;

#define EAR_BUNDLE_HEAD_LISTS EAR_N_KINDS
#define EAR_BUNDLE_HEAD_CHANGES (EAR_N_KINDS + 1)

void ear_bundle_take_head (EarXmlInput *input, EarBundleHead *head, EarMergeResult *result);
EarXmlContent ear_bundle_take_only (EarXmlInput *input, EarBundleHead *head, const EarMergeResult *result);
void ear_bundle_end_head (EarXmlInput *input, const EarBundleHead *head, GArray *authors, EarMergeResult *result);

G_END_DECLS
