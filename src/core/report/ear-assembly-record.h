/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a Community Assembly, for everybody who was there and for those who were not: what was asked, what was said and
 * by which tables, what was agreed and what was not, concerns and minority views beside it, and who will do what. */
#pragma once

#include "ear-report.h"

G_BEGIN_DECLS

typedef struct
{
  const EarId *session;      /* the Assembly */
  const EarPreset *protect;  /* (nullable) how small numbers are protected; NULL: they are not, and the record is internal */
  const char *organisation;  /* (nullable) whose record it is, and whom to ask */
  GCancellable *cancellable; /* (nullable) */
} EarAssemblyRecordOptions;

EarDocument *ear_assembly_record (EarStore *store, const EarAssemblyRecordOptions *options, GError **error); /* on the store's thread */

G_END_DECLS
