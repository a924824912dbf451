/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with a workbook. Each code has one message that says what happened, what is safe, what to do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_STORE_ERROR (ear_store_error_quark ())

typedef enum
{
  EAR_STORE_ERROR_NOT_FOUND,
  EAR_STORE_ERROR_EXISTS,
  EAR_STORE_ERROR_WRONG_PASSPHRASE,
  EAR_STORE_ERROR_EMPTY_PASSPHRASE,
  EAR_STORE_ERROR_NOT_A_WORKBOOK,
  EAR_STORE_ERROR_NEWER_VERSION,
  EAR_STORE_ERROR_LOCKED,
  EAR_STORE_ERROR_READ_ONLY,
  EAR_STORE_ERROR_DAMAGED,
  EAR_STORE_ERROR_DISK_FULL,
  EAR_STORE_ERROR_DISK,
  EAR_STORE_ERROR_NO_MEMORY,
  EAR_STORE_ERROR_NO_ENCRYPTION,
  EAR_STORE_ERROR_ERASED,
  EAR_STORE_ERROR_INTERNAL,
} EarStoreError;

GQuark ear_store_error_quark (void);

G_END_DECLS
