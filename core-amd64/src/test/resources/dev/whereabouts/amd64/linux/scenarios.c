/* Scenarios of a C library under emulation: the first argument names one. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_changed = PTHREAD_COND_INITIALIZER;
static long turn, total;
static __thread long own = 5;

static void *worker(void *argument) {
  long id = (long)argument;
  for (int i = 0; i < 500; i++) {
    pthread_mutex_lock(&lock);
    total += id;
    pthread_mutex_unlock(&lock);
  }
  own += id;
  pthread_mutex_lock(&lock);
  while (turn != id) pthread_cond_wait(&turn_changed, &lock);
  printf("worker %ld has %ld\n", id, own);
  turn++;
  pthread_cond_broadcast(&turn_changed);
  pthread_mutex_unlock(&lock);
  return (void *)(id * 10);
}

static void threads(void) {
  pthread_t started[5];
  for (long i = 0; i < 5; i++) pthread_create(&started[i], 0, worker, (void *)i);
  long sum = 0;
  for (int i = 0; i < 5; i++) {
    void *result;
    pthread_join(started[i], &result);
    sum += (long)result;
  }
  printf("%ld %ld %ld\n", total, sum, own);
}

static void numbers(void) {
  printf("%.3f %g %e %a %5.1f|%-8d|%+ld\n", 3.14159, 1e100, 0.000123, 0.1, 2.25, 42, 7L);
  printf("%f %f %f %.17g\n", sin(1.0), exp(2.5), pow(2.1, 3.3), strtod("1.2345678901234567e-5", 0));
  printf("%.10f %.3e %d %d\n", sqrt(2), 1.0 / 3, (int)lround(2.5), (int)nearbyint(2.5));
  printf("%f %f %d\n", INFINITY, -0.0, isnan(0.0 / (total * 0.0)));
}

static sigjmp_buf back;

static void jump_back(int number, siginfo_t *info, void *context) {
  ucontext_t *interrupted = context;
  greg_t *registers = interrupted->uc_mcontext.gregs;
  int has_address = registers[REG_TRAPNO] == 14;
  printf("signal %d code %d trap %lld error %llx %d\n", number, info->si_code, (long long)registers[REG_TRAPNO],
         (long long)registers[REG_ERR], has_address ? info->si_addr == (void *)registers[REG_CR2] : info->si_addr != 0);
  siglongjmp(back, number);
}

static void edit(int number, siginfo_t *info, void *context) {
  ucontext_t *interrupted = context;
  greg_t *registers = interrupted->uc_mcontext.gregs;
  printf("signal %d code %d trap %lld\n", number, info->si_code, (long long)registers[REG_TRAPNO]);
  if (number == SIGILL) registers[REG_RIP] += 2;
  registers[REG_R12] = 99;
  interrupted->uc_mcontext.fpregs->_xmm[3].element[0] = 0x40400000;
}

static volatile int caught;
static void count(int number) { caught++; }

static void *interrupter(void *argument) {
  struct timespec soon = {0, 20000000};
  nanosleep(&soon, 0);
  kill(getpid(), SIGUSR1);
  return 0;
}

static void signals(void) {
  setvbuf(stdout, 0, _IONBF, 0);
  struct sigaction action = {0};
  char *stack = malloc(65536);
  stack_t alternate = {.ss_sp = stack, .ss_size = 65536};
  sigaltstack(&alternate, 0);
  action.sa_sigaction = jump_back;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, 0);
  sigaction(SIGFPE, &action, 0);
  if (!sigsetjmp(back, 1)) *(volatile int *)16 = 1;
  char *constant = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (!sigsetjmp(back, 1)) constant[5] = 1;
  total = constant[5];
  if (!sigsetjmp(back, 1)) total = *(volatile int *)0x8000000000000000;
  if (!sigsetjmp(back, 1)) *(volatile int *)0xffffffff80000000 = 1;
  if (!sigsetjmp(back, 1)) __asm__ volatile("xorl %%ecx,%%ecx; movl $1,%%eax; cltd; idivl %%ecx" ::: "eax", "ecx", "edx");
  if (!sigsetjmp(back, 1)) ((void (*)(void))constant)();
  action.sa_sigaction = edit;
  sigaction(SIGTRAP, &action, 0);
  sigaction(SIGILL, &action, 0);
  float lane;
  long edited;
  __asm__ volatile("xorps %%xmm3,%%xmm3; int3; movss %%xmm3,%0; movq %%r12,%1" : "=m"(lane), "=r"(edited) : : "xmm3", "r12");
  printf("%f %ld\n", lane, edited);
  __asm__ volatile("ud2" ::: "r12", "xmm3");
  __asm__ volatile("pushfq; orl $0x100,(%%rsp); popfq; nop; pushfq; andl $~0x100,(%%rsp); popfq" ::: "memory", "cc", "r12", "xmm3");
  signal(SIGUSR1, count);
  pthread_t other;
  pthread_create(&other, 0, interrupter, 0);
  int result = pause();
  printf("paused %d %d caught %d\n", result, errno == EINTR, caught);
  pthread_join(other, 0);
  signal(SIGALRM, count);
  struct timespec long_time = {5, 0}, rest;
  alarm(1);
  result = nanosleep(&long_time, &rest);
  // rounded: whether the alarm or the sleep began first is the kernel's choice
  printf("slept %d, left %ld, caught %d\n", result, (long)rest.tv_sec + (rest.tv_nsec >= 500000000), caught);
  sigset_t set, pending;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, 0);
  raise(SIGUSR2);
  sigpending(&pending);
  int waited;
  sigwait(&set, &waited);
  printf("pending %d waited %d\n", sigismember(&pending, SIGUSR2), waited);
}

static jmp_buf deep;
static void dive(int depth) {
  volatile char space[200];
  space[depth % 200] = 1;
  if (depth == 0) longjmp(deep, 7);
  dive(depth - 1);
}

static void memory(void) {
  char *bytes = malloc(100);
  memset(bytes, 3, 100);
  for (int i = 1; i < 18; i++) bytes = realloc(bytes, 100 << i);
  memset(bytes + 100, 1, (100 << 17) - 100);
  printf("%d %d\n", bytes[50], bytes[12345]);
  free(bytes);
  printf("jumped %d\n", setjmp(deep) == 0 ? (dive(1000), 0) : 7);
  char *pages = mmap(0, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  pages[5000] = 9;
  madvise(pages + 4096, 4096, MADV_DONTNEED);
  printf("%d\n", pages[5000]);
  printf("%d\n", mprotect(pages, 4096, PROT_NONE));
  printf("%d\n", munmap(pages, 16384));
}

static void files(int argc, char **argv) {
  printf("%d %s %s\n", argc, argv[2], getenv("COLOUR"));
  char line[100];
  while (fgets(line, sizeof line, stdin)) printf("read %s", line);
  FILE *file = fopen("/tmp/scenario", "w+");
  fprintf(file, "hello %d\n", 5);
  rewind(file);
  printf("%s", fgets(line, sizeof line, file));
  struct stat status;
  fstat(fileno(file), &status);
  printf("%ld %d\n", (long)status.st_size, S_ISREG(status.st_mode));
  fclose(file);
  printf("%d\n", unlink("/tmp/scenario"));
  printf("%d\n", access("/tmp/scenario", F_OK));
  int ends[2];
  printf("%d\n", pipe(ends));
  printf("%zd\n", write(ends[1], "abc", 3));
  char buffer[9] = {0};
  printf("%zd\n", read(ends[0], buffer, 8));
  puts(buffer);
  fflush(stdout);
  fprintf(stderr, "to standard error\n");
}

int main(int argc, char **argv) {
  if (!strcmp(argv[1], "threads")) threads();
  if (!strcmp(argv[1], "numbers")) numbers();
  if (!strcmp(argv[1], "signals")) signals();
  if (!strcmp(argv[1], "memory")) memory();
  if (!strcmp(argv[1], "files")) files(argc, argv);
  if (!strcmp(argv[1], "abort")) abort();
  if (!strcmp(argv[1], "crash")) *(volatile int *)0 = 1;
  if (!strcmp(argv[1], "recursion")) dive(1 << 30);
  return argc + 2;
}
