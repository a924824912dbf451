/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's whole state as bytes, for tables of a workbook that keep a record as it was or as it may become. Never
 * exchanged: bundles are XML. */
#pragma once

#include "ear-record.h"

G_BEGIN_DECLS

GBytes *ear_record_pack (const EarRecord *record);
gboolean ear_record_unpack (gconstpointer bytes, gsize size, EarRecord *record);

G_END_DECLS
